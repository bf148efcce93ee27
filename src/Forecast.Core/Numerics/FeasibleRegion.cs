namespace Forecast.Core.Numerics;

/// <summary>
/// The points that keep a list of linear inequalities, in floating point: a left side within the rounding of its own sum of the bound is on it.
/// </summary>
internal sealed class FeasibleRegion
{
    // A left side closer to its bound than this share of its terms is on it: sums of that many bits cannot tell.
    private const double Rounding = 4e-15;

    private readonly LinearConstraint[] _constraints;

    // The only variable of a constraint, or −1 where there are several.
    private readonly int[] _only;

    public FeasibleRegion(IReadOnlyList<LinearConstraint> constraints, int variables)
    {
        _constraints = [.. constraints];
        _only = new int[_constraints.Length];
        for (var i = 0; i < _constraints.Length; i++)
        {
            Guard.SameLength(_constraints[i].Normal.Length, variables, nameof(constraints));
            _only[i] = Only(_constraints[i].Normal);
        }
    }

    public int Count => _constraints.Length;

    public double[] Normal(int i) => _constraints[i].Normal;

    /// <summary>How far <paramref name="x"/> is from the bound of constraint <paramref name="i"/>; exactly 0 on it, negative outside.</summary>
    public double Slack(int i, ReadOnlySpan<double> x)
    {
        var normal = _constraints[i].Normal;
        double sum = 0, size = Math.Abs(_constraints[i].Bound);
        for (var k = 0; k < normal.Length; k++)
        {
            sum += normal[k] * x[k];
            size += Math.Abs(normal[k] * x[k]);
        }
        var slack = sum - _constraints[i].Bound;
        return Math.Abs(slack) <= Rounding * size ? 0 : slack;
    }

    /// <summary>The left side's change along <paramref name="direction"/>.</summary>
    public double Along(int i, ReadOnlySpan<double> direction)
    {
        var (normal, sum) = (_constraints[i].Normal, 0.0);
        for (var k = 0; k < normal.Length; k++) sum += normal[k] * direction[k];
        return sum;
    }

    /// <summary>
    /// Moves a point that is on or beyond some bounds by rounding only exactly onto them: those in <paramref name="active"/>, and any that is not kept.
    /// </summary>
    public void Settle(Span<double> x, List<int> active)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_only[i] is >= 0 and var k && (active.Contains(i) || _constraints[i].Normal[k] * x[k] < _constraints[i].Bound)) x[k] = _constraints[i].Bound / _constraints[i].Normal[k];
        }
        var sums = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            if (_only[i] < 0 && (active.Contains(i) || Along(i, x) < _constraints[i].Bound)) sums.Add(i);
        }
        if (sums.Count == 1) SettleSum(sums[0], x, active);
        else if (sums.Count > 1) SettleTogether(sums, x, active);
    }

    // The shortest move onto several sums at once, by variables that no bound of their own holds: one after the other they would undo each other's corrections.
    private void SettleTogether(List<int> sums, Span<double> x, List<int> active)
    {
        var rows = new double[sums.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (double[])Normal(sums[i]).Clone();
            for (var k = 0; k < x.Length; k++)
            {
                if (Held(k, active)) rows[i][k] = 0;
            }
        }
        var gram = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                for (var k = 0; k < x.Length; k++) gram[i, j] += rows[i][k] * rows[j][k];
            }
        }
        // Sums that depend on each other are left as the step brought them.
        if (!Cholesky.Factor(gram)) return;
        var missing = new double[rows.Length];
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < rows.Length; i++) missing[i] = _constraints[sums[i]].Bound - Along(sums[i], x);
            Cholesky.Solve(gram, missing);
            for (var k = 0; k < x.Length; k++)
            {
                for (var i = 0; i < rows.Length; i++) x[k] += rows[i][k] * missing[i];
            }
        }
    }

    private void SettleSum(int i, Span<double> x, List<int> active)
    {
        var (normal, bound) = (_constraints[i].Normal, _constraints[i].Bound);
        var excess = Along(i, x) - bound;
        if (excess == 0 || (excess > 0 && !active.Contains(i))) return;
        // The largest term that no bound of its own holds: there the correction is relatively smallest.
        var widest = -1;
        for (var k = 0; k < normal.Length; k++)
        {
            if (normal[k] != 0 && !Held(k, active) && (widest < 0 || Math.Abs(normal[k] * x[k]) > Math.Abs(normal[widest] * x[widest]))) widest = k;
        }
        if (widest < 0) return;
        x[widest] -= excess / normal[widest];
        for (var nudge = 0; nudge < 4 && Along(i, x) < bound; nudge++) x[widest] = normal[widest] > 0 ? Math.BitIncrement(x[widest]) : Math.BitDecrement(x[widest]);
    }

    private bool Held(int variable, List<int> active)
    {
        foreach (var i in active)
        {
            if (_only[i] == variable) return true;
        }
        return false;
    }

    private static int Only(double[] normal)
    {
        var only = -1;
        for (var k = 0; k < normal.Length; k++)
        {
            if (normal[k] == 0) continue;
            if (only >= 0) return -1;
            only = k;
        }
        return only >= 0 ? only : throw new ArgumentException("a constraint needs a coefficient that is not 0", nameof(normal));
    }
}
