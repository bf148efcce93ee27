using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Forecast.Storage.Db;

/// <summary>Keeps a decimal as text, every digit of it.</summary>
internal sealed class ExactDecimal() : ValueConverter<decimal, string>(
    value => value.ToString(CultureInfo.InvariantCulture), text => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture));
