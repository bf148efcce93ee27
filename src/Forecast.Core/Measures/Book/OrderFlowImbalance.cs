namespace Forecast.Core.Measures;

/// <summary>
/// Order-flow imbalance of best quotes: how much more was added to, or not taken from, the bid than the ask. From one state of the best quotes to the next, with b, a the best prices
/// and q_b, q_a their quantities:
/// <code>e_n = 1{b_n ≥ b_{n−1}} q_b,n − 1{b_n ≤ b_{n−1}} q_b,{n−1} − 1{a_n ≤ a_{n−1}} q_a,n + 1{a_n ≥ a_{n−1}} q_a,{n−1},   OFI = Σ e_n</code>
/// <para>Units: quantity as the venue counts it; above 0 the pressure is upward. Where quotes are conflated (a state every so often), what happened between two states is seen as
/// one step.</para>
/// <para>Reference: Cont, Kukanov and Stoikov (2014), The price impact of order book events, Journal of Financial Econometrics 12, the definitions of e_n and OFI.</para>
/// </summary>
public static class OrderFlowImbalance
{
    /// <summary>e_n.</summary>
    public static double Step(in TopOfBook before, in TopOfBook now) =>
        (now.Bid >= before.Bid ? now.BidQuantity : 0) - (now.Bid <= before.Bid ? before.BidQuantity : 0)
        - (now.Ask <= before.Ask ? now.AskQuantity : 0) + (now.Ask >= before.Ask ? before.AskQuantity : 0);
}
