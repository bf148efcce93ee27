namespace Forecast.Core.Measures;

/// <summary>Every realised measure of the program, in column order; adding one is one line here. Each is undefined where the bars lack what it is made from.</summary>
public static class MeasureCatalog
{
    private const string Variance = "variance over the window", Quartic = "variance squared";

    public static IReadOnlyList<Measure> All { get; } =
    [
        new("realized_variance", Variance, "Σ r² × expected / present returns", static _ => ReturnMeasure.OfBars(new RealizedVariance())),
        new("bipower_variation", Variance, "(π/2) Σ |r_i| |r_{i−1}| × expected / present pairs: without jumps", static c => ReturnMeasure.OfBars(new BipowerVariation(c))),
        new("down_semivariance", Variance, "Σ r² of negative returns × expected / present returns", static _ => ReturnMeasure.OfBars(new Semivariance(isUp: false))),
        new("up_semivariance", Variance, "Σ r² of positive returns × expected / present returns", static _ => ReturnMeasure.OfBars(new Semivariance(isUp: true))),
        new("quarticity", Quartic, "(n/3) Σ r⁴ × n / present returns, n the expected ones", static c => ReturnMeasure.OfBars(new Quarticity(c))),
        new("taker_imbalance", "share of volume, −1 to 1", "(taker buys − taker sells) / volume", static _ => new TakerImbalance()),
        new("volume", "base currency", "Σ volume", static _ => new TradedVolume()),
        new("trade_count", "trades", "Σ trades", static _ => new TradeCount()),
        new("tripower_variation", Variance, "μ_{2/3}⁻³ Σ of products of three |r|^{2/3}: without jumps", static c => ReturnMeasure.OfBars(new TripowerVariation(c))),
        new("quadpower_variation", Variance, "μ_{1/2}⁻⁴ Σ of products of four |r|^{1/2}: without jumps", static c => ReturnMeasure.OfBars(new QuadpowerVariation(c))),
        new("median_variance", Variance, "MedRV = 1.42 n/(n − 2) Σ med(|r|, |r|, |r|)²: without jumps", static c => ReturnMeasure.OfBars(new MedianVariance(c))),
        new("minimum_variance", Variance, "MinRV = 2.75 n/(n − 1) Σ min(|r|, |r|)²: without jumps", static c => ReturnMeasure.OfBars(new MinimumVariance(c))),
        new("tripower_quarticity", Quartic, "n μ_{4/3}⁻³ Σ of products of three |r|^{4/3}: without jumps", static c => ReturnMeasure.OfBars(new TripowerQuarticity(c))),
        new("quadpower_quarticity", Quartic, "n (π²/4) Σ of products of four |r|: without jumps", static c => ReturnMeasure.OfBars(new QuadpowerQuarticity(c))),
        new("median_quarticity", Quartic, "MedRQ = 0.92 n²/(n − 2) Σ med(|r|, |r|, |r|)⁴: without jumps", static c => ReturnMeasure.OfBars(new MedianQuarticity(c))),
        new("minimum_quarticity", Quartic, "MinRQ = 2.21 n²/(n − 1) Σ min(|r|, |r|)⁴: without jumps", static c => ReturnMeasure.OfBars(new MinimumQuarticity(c))),
        new("span_quarticity", Quartic, "Σ r⁴ / (3 Σ δ²), δ the share of the window that each return spans, gaps included", static _ => new SpanQuarticity()),
        new("skewness", "none", "√n Σ r³ / (Σ r²)^{3/2}", static c => ReturnMeasure.OfBars(new RealizedSkewness(c))),
        new("kurtosis", "none", "n Σ r⁴ / (Σ r²)²", static c => ReturnMeasure.OfBars(new RealizedKurtosis(c))),
        new("jump_linear", "standard normal without jumps", "(RV − BV) / √(θ TPQ / n)", static c => ReturnMeasure.OfBars(new WindowJumps(JumpKind.LinearStatistic, c))),
        new("jump_ratio", "standard normal without jumps", "(1 − BV/RV) / √(θ/n max(1, TPQ/BV²))", static c => ReturnMeasure.OfBars(new WindowJumps(JumpKind.RatioStatistic, c))),
        new("jump_variation", Variance, "max(RV − BV, 0) where jump_ratio says at 0.1 % that there was a jump, else 0", static c => ReturnMeasure.OfBars(new WindowJumps(JumpKind.JumpVariation, c))),
        new("continuous_variation", Variance, "RV − jump variation", static c => ReturnMeasure.OfBars(new WindowJumps(JumpKind.ContinuousVariation, c))),
        new("return_jumps", "returns", "how many returns jumped, by Lee and Mykland's test at 1 % a day", static _ => new LeeMyklandJumps(isVariation: false)),
        new("return_jump_variation", Variance, "Σ r² of the returns that jumped, by Lee and Mykland's test at 1 % a day", static _ => new LeeMyklandJumps(isVariation: true)),
        new("deseasonalized_variance", Variance, "Σ r² / f, f the diurnal factor of each bar, known before: as if all hours were average", static _ => new DeseasonalizedVariance()),
        new("parkinson_variance", Variance, "Σ ln(H/L)² / (4 ln 2)", static _ => new ParkinsonVariance()),
        new("garman_klass_variance", Variance, "Σ ½ ln(H/L)² − (2 ln 2 − 1) ln(C/O)²", static _ => new GarmanKlassVariance()),
        new("rogers_satchell_variance", Variance, "Σ ln(H/C) ln(H/O) + ln(L/C) ln(L/O)", static _ => new RogersSatchellVariance()),
        new("yang_zhang_variance", Variance, "m (V_open + k V_close + (1 − k) V_rs): whatever the drift and the jumps between bars", static _ => new YangZhangVariance()),
        new("averaged_variance", Variance, "mean of the realised variances of the 5 grids of every 5th price, × n / (n − 4)", static _ => TickWindow.Variance(static r => SubsampledVariance.Of(r, 5, MeasureConvention.FiniteSample)), Sampling.Finest),
        new("realized_kernel", Variance, "γ_0 + 2 Σ k(h / (H + 1)) γ_h, Parzen's k, H = 3.5134 ξ^{4/5} n^{3/5}: without noise", static c => TickWindow.Variance(r => RealizedKernel.Of(r, convention: c)), Sampling.Finest),
        new("two_scales_variance", Variance, "(1 − n_K/n)⁻¹ ([X, X]^K − (n_K/n) RV), K = (12 ω⁴/IV²)^{1/3} n^{2/3}: without noise", static c => TickWindow.Variance(r => TwoScalesVariance.Of(r, c)), Sampling.Finest),
        new("robust_two_scales_variance", Variance, "two_scales_variance of the returns whose square is within 9 times what diffusion and noise explain: without noise and jumps", static c => TickWindow.Variance((t, r) => RobustTwoScalesVariance.Of(t, r, c)), Sampling.Finest),
        new("preaveraged_variance", Variance, "Σ of squares of returns averaged over √n/3 neighbours, less what is left of the noise: without noise", static _ => TickWindow.Variance(static r => PreaveragedVariance.Of(r)), Sampling.Finest),
        new("noise_variance", "variance of a log price", "ω² = RV / (2n)", static _ => TickWindow.PriceVariance(NoiseVariance.FromRealizedVariance), Sampling.Finest),
        new("noise_autocovariance", "variance of a log price", "ω² = −Σ r_i r_{i−1} / (n − 1), where that is not below 0", static _ => TickWindow.PriceVariance(NoiseVariance.FromAutocovariance), Sampling.Finest),
        new("quote_volume", "quote currency", "Σ quote volume, volume × close where bars lack it", static _ => new TradedValue()),
        new("signed_volume", "base currency", "Σ taker buys − taker sells", static _ => new SignedVolume()),
        new("absolute_imbalance", "share of volume, 0 to 1", "|Σ taker buys − taker sells| / Σ volume", static _ => new AbsoluteImbalance()),
        new("bar_imbalance", "share of volume, 0 to 1", "mean |taker imbalance| of a bar", static _ => new BarImbalance()),
        new("flow_autocorrelation", "correlation", "of the signed volumes of neighbouring bars", static _ => new FlowAutocorrelation()),
        new("mean_trade_size", "base currency", "Σ volume / Σ trades", static _ => new MeanTradeSize()),
        new("kyle_lambda", "return per unit of quote currency", "slope of returns on signed quote volume", static _ => new KyleLambda(isStatistic: false)),
        new("kyle_lambda_t", "t-statistic", "of kyle_lambda", static _ => new KyleLambda(isStatistic: true)),
        new("amihud_illiquidity", "return per unit of quote currency", "mean |r| / quote volume of a bar", static _ => new AmihudIlliquidity()),
        new("roll_spread", "share of the price", "2 √(−cov(r_i, r_{i−1})), 0 where the covariance is positive", static _ => ReturnMeasure.OfBars(new RollSpread())),
        new("vpin", "share of volume, 0 to 1", "mean |buys − sells| / V over 50 buckets of the window's volume, takers' sides as the venue says", static _ => new Vpin()),
    ];
}
