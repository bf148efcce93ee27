namespace Forecast.Core.Margin;

/// <summary>Which loss within the margin period of risk a margin must cover.</summary>
public enum MarginTarget
{
    /// <summary>The loss at its end.</summary>
    Close,

    /// <summary>The worst loss within it, at the lows and highs of the bars.</summary>
    Excursion,
}
