namespace Forecast.Core.Models;

/// <summary>A column that a model reads beside its series.</summary>
public enum Companion
{
    /// <summary>A realised measure, multiplied as the returns are; <see cref="SeriesSample.Realized"/>. The model does not mind a power or a multiple of it.</summary>
    RealizedMeasure,

    /// <summary>A realised variance, in squared units of the returns; <see cref="SeriesSample.Realized"/>.</summary>
    RealizedVariance,

    /// <summary>Realised quarticity, in squared units of the series; <see cref="SeriesSample.Quarticity"/>.</summary>
    Quarticity,

    /// <summary>Bipower variation, in units of the series; <see cref="SeriesSample.Bipower"/>.</summary>
    Bipower,

    /// <summary>Realised variance of the falls, in units of the series; <see cref="SeriesSample.DownSemivariance"/>.</summary>
    DownSemivariance,

    /// <summary>Ratio statistic of the jump test, a pure number; <see cref="SeriesSample.JumpRatio"/>.</summary>
    JumpRatio,
}
