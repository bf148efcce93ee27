namespace Forecast.Core.Measures;

/// <summary>What <see cref="HourlySeries"/> knows of an hour beside its variance; computed where a model asks for it, so that others pay nothing.</summary>
public enum HourlyMeasure
{
    /// <summary>Variance from falling prices, Σ r² 1(r &lt; 0); see <see cref="Semivariance"/>.</summary>
    DownVariance,

    /// <summary>Bipower variation, (π/2) Σ |r_i| |r_{i−1}|; see <see cref="Measures.BipowerVariation"/>. A product belongs to the hour of its later return, so the first one of a window reaches back one return.</summary>
    BipowerVariation,

    /// <summary>Realised quarticity, (n/3) Σ r⁴ over a window of n returns: variance squared, per window squared; see <see cref="Measures.Quarticity"/>.</summary>
    Quarticity,

    /// <summary>Tripower quarticity, n μ_{4/3}^{−3} Σ |r_i r_{i−1} r_{i−2}|^{4/3}; see <see cref="Measures.TripowerQuarticity"/>. A product belongs to the hour of its last return.</summary>
    TripowerQuarticity,

    /// <summary>Traded volume, in base currency.</summary>
    Volume,

    /// <summary>Number of trades.</summary>
    Trades,

    /// <summary>Taker buys less taker sells, as a share of volume in [−1, 1]; absent where nothing traded; see <see cref="Measures.TakerImbalance"/>.</summary>
    TakerImbalance,

    /// <summary>Mean of |taker buys − taker sells| / volume over the bars that traded; absent where none did; see <see cref="Measures.BarImbalance"/>.</summary>
    BarImbalance,
}
