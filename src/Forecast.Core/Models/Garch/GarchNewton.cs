using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The last steps of an estimation: Newton's method in (mu, omega, alpha, beta) with the exact Hessian, and the standard errors that the Hessian gives.
/// <para>It ends where the Newton decrement gᵀ A⁻¹ g, the squared distance to the optimum in standard errors, is below 10⁻²⁰.</para>
/// </summary>
internal sealed class GarchNewton(double[] returns, Presample presample, ConditionalMean mean)
{
    private const double Tolerance = 1e-20;
    private const int StepLimit = 20;

    private readonly GarchDerivatives _derivatives = new();
    private readonly int _first = mean == ConditionalMean.Constant ? 0 : 1;
    private GarchParameters? _at;

    /// <summary>Steps taken by all calls of <see cref="Polish"/>.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// The stationary point near <paramref name="start"/>, or null where the Hessian is not negative definite on the way or the way leads out of the
    /// admissible range.
    /// </summary>
    public GarchParameters? Polish(GarchParameters start)
    {
        var p = start;
        for (var i = 0; i < StepLimit; i++)
        {
            if (Step(p, out var decrement) is not { } next) return null;
            if (decrement < Tolerance) return p;
            p = next;
            Steps++;
            if (!IsInside(p)) return null;
        }
        return null;
    }

    /// <summary>Where one step leads; null where the Hessian is not negative definite or the step leads out of the admissible range.</summary>
    public GarchParameters? Step(in GarchParameters p) => Step(p, out _) is { } next && IsInside(next) ? next : null;

    private static bool IsInside(in GarchParameters p) => p.Omega > 0 && p.Alpha >= 0 && p.Beta >= 0 && p.Persistence < 1;

    private GarchParameters? Step(in GarchParameters p, out double decrement)
    {
        decrement = 0;
        Evaluate(p);
        if (Factor() is not { } factor) return null;
        var step = _derivatives.Gradient[_first..];
        Cholesky.Solve(factor, step);
        for (var k = 0; k < step.Length; k++) decrement += step[k] * _derivatives.Gradient[_first + k];
        return new(_first == 0 ? p.Mu + step[0] : p.Mu, p.Omega + step[1 - _first], p.Alpha + step[2 - _first], p.Beta + step[3 - _first]);
    }

    /// <summary>
    /// The Hessian, OPG and sandwich standard errors at <paramref name="p"/>, of length 4 with 0 for a mean that is not estimated; null
    /// where minus the Hessian or the OPG is not positive definite.
    /// </summary>
    public (double[] Hessian, double[] Scores, double[] Sandwich)? Errors(in GarchParameters p)
    {
        Evaluate(p);
        _derivatives.Scores(returns, p, presample);
        var n = 4 - _first;
        var scores = Block(_derivatives.ScoreProducts, 1);
        if (Factor() is not { } a || !Cholesky.Factor(scores)) return null;
        double[] hessian = new double[4], opg = new double[4], sandwich = new double[4];
        for (var k = 0; k < n; k++)
        {
            double[] column = new double[n], own = new double[n];
            column[k] = own[k] = 1;
            Cholesky.Solve(a, column);
            Cholesky.Solve(scores, own);
            hessian[_first + k] = Math.Sqrt(column[k]);
            opg[_first + k] = Math.Sqrt(own[k]);
            var form = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) form += column[i] * _derivatives.ScoreProducts[_first + i, _first + j] * column[j];
            }
            sandwich[_first + k] = Math.Sqrt(form);
        }
        return (hessian, opg, sandwich);
    }

    /// <summary>By how much the log-likelihood falls from the maximum <paramref name="top"/> to <paramref name="p"/> as the Hessian there has it.</summary>
    public double Quadratic(in GarchParameters top, in GarchParameters p)
    {
        Evaluate(top);
        ReadOnlySpan<double> d = [p.Mu - top.Mu, p.Omega - top.Omega, p.Alpha - top.Alpha, p.Beta - top.Beta];
        var sum = 0.0;
        for (var i = _first; i < 4; i++)
        {
            for (var j = _first; j < 4; j++) sum -= 0.5 * d[i] * _derivatives.Hessian[i, j] * d[j];
        }
        return sum;
    }

    private void Evaluate(in GarchParameters p)
    {
        if (_at == p) return;
        _derivatives.Curve(returns, p, presample);
        _at = p;
    }

    private double[,]? Factor()
    {
        var a = Block(_derivatives.Hessian, -1);
        return Cholesky.Factor(a) ? a : null;
    }

    // The rows and columns of the estimated parameters, times a sign.
    private double[,] Block(double[,] source, double sign)
    {
        var n = 4 - _first;
        var block = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) block[i, j] = sign * source[_first + i, _first + j];
        }
        return block;
    }
}
