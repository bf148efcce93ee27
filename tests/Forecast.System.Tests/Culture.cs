using System.Globalization;
using System.Runtime.CompilerServices;

namespace Forecast.SystemTests;

/// <summary>Runs the suite under a culture that writes a decimal comma where FORECAST_TEST_CULTURE says so: data must be read and written all the same.</summary>
internal static class Culture
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (Environment.GetEnvironmentVariable("FORECAST_TEST_CULTURE") != "comma") return;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yyyy";
        (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.CurrentCulture) = (culture, culture);
    }
}
