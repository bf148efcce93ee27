using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>A plot of a page, as vectors and as pixels.</summary>
/// <param name="Name">Of its files.</param>
/// <param name="Caption">What it shows, for those who do not see it too.</param>
/// <param name="Svg">Vectors.</param>
/// <param name="Png">Pixels.</param>
public sealed record Picture(string Name, string Caption, string Svg, byte[] Png)
{
    private const int Width = 960, Height = 340;

    /// <param name="plot">One that shows a single thing says in its title what that is, and needs no legend.</param>
    internal static Picture Of(string name, string caption, Plot plot, bool hasLegend = true)
    {
        if (hasLegend) plot.ShowLegend(Edge.Bottom);
        else plot.HideLegend();
        return new Picture(name, caption, plot.GetSvgXml(Width, Height), plot.GetImageBytes(Width, Height, ImageFormat.Png));
    }
}
