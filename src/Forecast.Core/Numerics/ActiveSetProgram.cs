namespace Forecast.Core.Numerics;

/// <summary>
/// The step of a sequential quadratic program: a small convex quadratic under linear inequalities, from a feasible point, by the primal active-set method.
/// <code>min gᵀd + ½ dᵀB d   subject to   a_iᵀ d ≥ −slack_i,   slack_i ≥ 0</code>
/// <para>An instance is a workspace: it remembers the last working set, from which the next program starts where its constraints still hold with equality.</para>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, algorithm 16.3.</para>
/// </summary>
internal sealed class ActiveSetProgram(FeasibleRegion region, int variables)
{
    private readonly double[] _residual = new double[variables];
    private readonly double[] _move = new double[variables];
    private readonly double[][] _solved = [.. Enumerable.Range(0, variables).Select(_ => new double[variables])];
    private readonly double[] _slack = new double[region.Count];

    /// <summary>Constraints that hold with equality at the solution, with multipliers that are not negative.</summary>
    public List<int> Working { get; } = [];

    /// <summary>Writes the solution into <paramref name="step"/>, given B, its Cholesky factor, the gradient and the point; false where rounding kept it from being one.</summary>
    public bool Solve(double[,] matrix, double[,] factor, double[] gradient, double[] x, double[] step)
    {
        Array.Clear(step);
        for (var i = 0; i < _slack.Length; i++) _slack[i] = Math.Max(0, region.Slack(i, x));
        Working.RemoveAll(i => _slack[i] > 0);
        // Each round adds or drops one constraint; a vertex where more constraints meet than there are dimensions could go round for ever.
        for (var round = 0; round < 20 + (4 * _slack.Length); round++)
        {
            var multipliers = Equality(matrix, factor, gradient, step);
            if (multipliers is null) continue;
            var (length, blocking) = Blocking(step);
            for (var k = 0; k < variables; k++) step[k] += length * _move[k];
            if (blocking >= 0)
            {
                Working.Add(blocking);
                continue;
            }
            // Bland's rule, the first instead of the most negative, ends a cycle.
            var worst = -1;
            for (var k = 0; k < multipliers.Length; k++)
            {
                if (multipliers[k] < 0 && (worst < 0 || (round < 20 ? multipliers[k] < multipliers[worst] : Working[k] < Working[worst]))) worst = k;
            }
            if (worst < 0) return true;
            Working.RemoveAt(worst);
        }
        return false;
    }

    // The move from the step so far to the minimum on the working set's equalities, and their multipliers; null where a constraint had to be taken out because it depends on the others.
    private double[]? Equality(double[,] matrix, double[,] factor, double[] gradient, double[] step)
    {
        for (var i = 0; i < variables; i++)
        {
            _residual[i] = gradient[i];
            for (var j = 0; j < variables; j++) _residual[i] += matrix[i, j] * step[j];
        }
        Array.Copy(_residual, _move, variables);
        Cholesky.Solve(factor, _move);
        var q = Working.Count;
        if (q > 0)
        {
            var schur = new double[q, q];
            var multipliers = new double[q];
            for (var k = 0; k < q; k++)
            {
                region.Normal(Working[k]).CopyTo(_solved[k], 0);
                Cholesky.Solve(factor, _solved[k]);
                multipliers[k] = region.Along(Working[k], _move);
            }
            for (var k = 0; k < q; k++)
            {
                for (var l = 0; l < q; l++) schur[k, l] = region.Along(Working[k], _solved[l]);
            }
            if (!Cholesky.Factor(schur))
            {
                Working.RemoveAt(q - 1);
                return null;
            }
            Cholesky.Solve(schur, multipliers);
            for (var k = 0; k < q; k++)
            {
                for (var i = 0; i < variables; i++) _move[i] -= multipliers[k] * _solved[k][i];
            }
            for (var i = 0; i < variables; i++) _move[i] = -_move[i];
            return multipliers;
        }
        for (var i = 0; i < variables; i++) _move[i] = -_move[i];
        return [];
    }

    private (double Length, int Blocking) Blocking(double[] step)
    {
        var (length, blocking) = (1.0, -1);
        if (Working.Count == variables) return (0, -1);
        for (var i = 0; i < _slack.Length; i++)
        {
            if (Working.Contains(i)) continue;
            var change = region.Along(i, _move);
            if (!(change < 0)) continue;
            var until = Math.Max(0, _slack[i] + region.Along(i, step)) / -change;
            if (until < length) (length, blocking) = (until, i);
        }
        return (length, blocking);
    }
}
