using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Forecast.Storage.Db;

/// <summary>Keeps a status as the word in lower case, as people write it in SQL.</summary>
internal sealed class LowerCaseStatus() : ValueConverter<WorkStatus, string>(
    status => status.ToString().ToLowerInvariant(), text => Enum.Parse<WorkStatus>(text, true));
