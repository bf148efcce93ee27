using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// How order flow runs ahead of volatility. News u(i) ~ N(0, 1) reaches some traders in bar i and the variance only d = <see cref="Lead"/> / interval bars
/// later, as the informed part of the fast factor's innovation: <code>ε(i + d) = √w u(i) + …, w = InformedShare</code>
/// The pressure <code>P(i) = Σ_{l = 0}^{d − 1} u(i − l) / √d</code> is thus the standardised sum of what bars i + 1 … i + d will learn, and flow follows it:
/// <code>imbalance = tanh(Imbalance · exp(ImbalanceResponse · P) · ξ + …), ln trades = … + TradeResponse · P</code>
/// Nothing looks ahead: flow and variance both come from news that is drawn at bar i, and only flow shows it at once.
/// <para>Units: share in [0, 0.9]; imbalance as share of volume in [0, 1]; responses in logs per standard deviation of P, in [0, 2].</para>
/// <para>Reference: Easley and O'Hara (1992), Journal of Finance 47 (trade as a signal of news that prices have yet to absorb).</para>
/// </summary>
public sealed record OrderFlowDynamics(TimeSpan Lead, double InformedShare, double Imbalance, double ImbalanceResponse, double TradeResponse)
{
    internal void Validate(string name)
    {
        Guard.InRange(InformedShare, 0, 0.9, $"{name}.informedShare");
        Guard.InRange(Imbalance, 0, 1, $"{name}.imbalance");
        Guard.InRange(ImbalanceResponse, 0, 2, $"{name}.imbalanceResponse");
        Guard.InRange(TradeResponse, 0, 2, $"{name}.tradeResponse");
    }
}
