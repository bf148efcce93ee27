using Forecast.Core.Margin;
using Forecast.Core.Models;

// The namespace is the planted fault: these stand on the lowest rung and reach up.
namespace Forecast.Core.Numerics;

internal sealed class PlantedField
{
    public MarginPolicy? Policy { get; set; }
}

internal static class PlantedCall
{
    public static string Of(double x) => new[] { x }.Select(v => MarginRuleCatalog.ToPpm(v).ToString(System.Globalization.CultureInfo.InvariantCulture)).Single();
}

internal sealed class PlantedGenericArgument : List<IVolatilityModel>;
