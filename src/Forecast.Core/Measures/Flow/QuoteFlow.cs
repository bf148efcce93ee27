namespace Forecast.Core.Measures;

/// <summary>Flow of a bar in quote currency, so that instruments of any price compare: what the bar says, else its volume at its close; signed, at the bar's mean price.</summary>
internal static class QuoteFlow
{
    /// <summary>Quote volume; null where the bar has no volume.</summary>
    public static double? Volume(in WindowBar bar) => bar.QuoteVolume ?? bar.Volume * bar.Close;

    /// <summary>Taker buys less taker sells; null where who took is not known.</summary>
    public static double? Signed(in WindowBar bar) => bar.SignedVolume is { } signed ? bar.Volume > 0 ? signed / bar.Volume * Volume(bar) : 0 : null;
}
