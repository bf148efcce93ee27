using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>The sums of one likelihood pass, for four steps at once; a value type, so that each distribution has a loop of its own.</summary>
internal interface IErrorLanes
{
    /// <summary>The residual that, with h = 1, adds nothing to any sum.</summary>
    double Filler { get; }

    /// <summary>Takes four residuals with their variances, and gives the derivatives of ln f in them.</summary>
    void Add(Vector256<double> residuals, Vector256<double> variances, out Vector256<double> byVariance, out Vector256<double> byResidual);
}
