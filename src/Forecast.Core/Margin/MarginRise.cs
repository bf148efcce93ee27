namespace Forecast.Core.Margin;

/// <summary>The largest rise of a margin rate over <paramref name="Days"/> days: what a member may be asked for at short notice.</summary>
/// <param name="Days">Days between the two rates.</param>
/// <param name="Absolute">Largest rate less the rate <paramref name="Days"/> days before, a share of notional; 0 where it never rose.</param>
/// <param name="Relative">Largest rise over the rate that it started from; null where a rate of 0 rose.</param>
public sealed record MarginRise(int Days, double Absolute, double? Relative);
