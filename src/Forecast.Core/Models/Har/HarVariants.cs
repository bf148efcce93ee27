using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// The heterogeneous autoregressions of a plain series of realised variances.
/// <code>
/// har, har-wls   RV: b₀ + Σ_k b_k RV_k                      log-har, gamma-har   ln RV: b₀ + Σ_k b_k ln RV_k      (X_k: mean of X over the last k rows)
/// harj           har + Σ_k c_k J_k, J = max(RV − BPV, 0)    har-cj               b₀ + Σ_k b_k C_k + Σ_k c_k J_k, J = max(RV − BPV, 0) 1(z > Φ⁻¹(0.999)), C = RV − J
/// harq, harq-f   har + q_k (√RQ_k − √mean RQ) RV_k for the first lag, for all lags
/// harqj          harj + the term of harq                    shar                 har with b⁻ RS⁻ + b⁺ RS⁺ for the first lag
/// char, charq    har, harq with C for RV on the right       hexp                 b₀ + Σ_k b_k (mean of RV with weights that halve every k rows)
/// har-x          log-har + Σ_i g_i x_i
/// </code>
/// <para>References: Corsi (2009), JFEC 7; Andersen, Bollerslev and Diebold (2007), REStat 89, eq. 11 and 28 (harj, har-cj; C and J are those of a row, then averaged; z is the ratio statistic of <see cref="Measures.JumpTest"/>, which needs tripower quarticity and the number of returns in a row: where the column is absent every positive J counts);
/// Corsi, Pirino and Renò (2010), Journal of Econometrics 159 (char's right side); Patton and Sheppard (2015), REStat 97, eq. 16 (shar); Bollerslev, Patton and Quaedvlieg (2016), Journal of Econometrics 192, eq. 12 to 16
/// (harq, harq-f, charq); Bollerslev, Hood, Huss and Pedersen (2018), RFS 31, eq. 9 (hexp; they state centres of mass of 1, 5, 25, 125 days, these are half-lives); Clements and Preve (2021),
/// JBF 133 (har-wls).</para>
/// </summary>
public static class HarVariants
{
    /// <summary>The members, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<HarVariant> All { get; } =
    [
        new("har", "Heterogeneous autoregression of a realised variance, least squares", r => Ladder("beta", HarMeasure.Variance, r.Lags)),
        new("log-har", "Heterogeneous autoregression of the log of a realised variance, least squares, winsorised smearing", r => Logs(r.Lags)) { Logs = true },
        new("harj", "HAR with jumps, max(RV − bipower, 0)", r => [.. Ladder("beta", HarMeasure.Variance, r.Lags), .. Ladder("jump", HarMeasure.Jump, r.JumpLags ?? r.Lags.Take(1))])
        {
            Needs = [Companion.Bipower],
        },
        new("har-cj", "HAR of the continuous part and of significant jumps; of every positive one where no jump ratio is given", r => [.. Ladder("continuous", HarMeasure.Continuous, r.Lags), .. Ladder("jump", HarMeasure.Jump, r.JumpLags ?? r.Lags)])
        {
            Needs = [Companion.Bipower],
            TestsJumps = true,
        },
        new("harq", "HAR whose first coefficient falls with the measurement error, by quarticity", r => [.. Ladder("beta", HarMeasure.Variance, r.Lags), .. Quarticity(HarMeasure.Variance, r.Lags.Take(1))])
        {
            Needs = [Companion.Quarticity],
        },
        new("harq-f", "HARQ on every lag", r => [.. Ladder("beta", HarMeasure.Variance, r.Lags), .. Quarticity(HarMeasure.Variance, r.Lags)]) { Needs = [Companion.Quarticity] },
        new("harqj", "HARQ with jumps", r =>
            [.. Ladder("beta", HarMeasure.Variance, r.Lags), .. Ladder("jump", HarMeasure.Jump, r.JumpLags ?? r.Lags.Take(1)), .. Quarticity(HarMeasure.Variance, r.Lags.Take(1))])
        {
            Needs = [Companion.Quarticity, Companion.Bipower],
        },
        new("shar", "HAR with the semivariances of falls and rises for the first lag", r =>
            [.. Ladder("down", HarMeasure.Down, r.Lags.Take(1)), .. Ladder("up", HarMeasure.Up, r.Lags.Take(1)), .. Ladder("beta", HarMeasure.Variance, r.Lags.Skip(1))])
        {
            Needs = [Companion.DownSemivariance],
        },
        new("char", "HAR on past bipower variation, at most the variance", r => Ladder("beta", HarMeasure.Continuous, r.Lags)) { Needs = [Companion.Bipower] },
        new("charq", "HARQ on past bipower variation, at most the variance", r => [.. Ladder("beta", HarMeasure.Continuous, r.Lags), .. Quarticity(HarMeasure.Continuous, r.Lags.Take(1))])
        {
            Needs = [Companion.Quarticity, Companion.Bipower],
        },
        new("hexp", "Autoregression on exponentially weighted means of half-lives 1, 5, 25 and 125", r => [.. r.Lags.Select(k => Term("beta", HarTermForm.Exponential, HarMeasure.Variance, k))])
        {
            Lags = [1, 5, 25, 125],
        },
        new("har-wls", "HAR by least squares with weights 1/f², f the fit of ordinary least squares", r => Ladder("beta", HarMeasure.Variance, r.Lags)) { Estimation = HarEstimation.Weighted },
        new("gamma-har", "Log-HAR by gamma regression with a log link: minimises QLIKE exactly", r => Logs(r.Lags)) { Logs = true, Estimation = HarEstimation.Gamma },
        new("har-x", "Log-HAR with exogenous columns, ridge or elastic net, penalty chosen by walking forward", r =>
            [.. Logs(r.Lags), .. (r.Exogenous ?? []).Select((name, i) => new HarTerm($"x[{name}]", HarTermForm.Mean, (int)HarMeasure.Exogenous + i, 1))])
        {
            Logs = true,
            Estimation = HarEstimation.Penalized,
            TakesExogenous = true,
        },
    ];

    /// <summary>The members as models of a plain series.</summary>
    public static IReadOnlyList<SeriesModel> Models { get; } = [.. All.Select(Model)];

    /// <summary>The member named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static HarVariant Get(string id) => All.FirstOrDefault(v => v.Id == id) ?? throw new ArgumentException($"there is no heterogeneous autoregression '{id}'; there are {string.Join(", ", All.Select(v => v.Id))}");

    private static SeriesModel Model(HarVariant variant) =>
        new(variant.Id, variant.Description, variant.TakesExogenous ? SeriesOptionKinds.Lags | SeriesOptionKinds.Exogenous : SeriesOptionKinds.Lags, (sample, options, stop) => HarSeries.Fit(variant, sample, options, stop)) { Needs = variant.Needs, MayRead = variant.TestsJumps ? [Companion.JumpRatio] : [] };

    private static HarTerm[] Ladder(string name, HarMeasure measure, IEnumerable<int> lags) => [.. lags.Select(k => Term(name, HarTermForm.Mean, measure, k))];

    private static HarTerm[] Logs(IEnumerable<int> lags) => [.. lags.Select(k => Term("beta", HarTermForm.LogMean, HarMeasure.Variance, k))];

    private static HarTerm[] Quarticity(HarMeasure measure, IEnumerable<int> lags) => [.. lags.Select(k => Term("quarticity", HarTermForm.RootQuarticity, measure, k))];

    private static HarTerm Term(string name, HarTermForm form, HarMeasure measure, int lag) => new(string.Create(CultureInfo.InvariantCulture, $"{name}[{lag}]"), form, (int)measure, lag);
}
