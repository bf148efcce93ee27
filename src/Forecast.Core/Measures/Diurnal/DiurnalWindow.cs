namespace Forecast.Core.Measures;

/// <summary>
/// What a profile is fitted on: the squared returns of a window, each with its place in time and its cell, oldest first.
/// </summary>
internal readonly ref struct DiurnalWindow(DiurnalDesign design, ReadOnlySpan<long> slots, ReadOnlySpan<double> squares, ReadOnlySpan<int> cells)
{
    private readonly ReadOnlySpan<long> _slots = slots;
    private readonly ReadOnlySpan<double> _squares = squares;
    private readonly ReadOnlySpan<int> _cells = cells;

    /// <summary>The parameters of the profile; null where fewer than <paramref name="least"/> returns have a level.</summary>
    public double[]? Fit(double cap, int least)
    {
        var day = DiurnalCells.HoursInDay * design.Positions;
        return Fit(7 * day, [], cap, least) is { } first ? Fit(day, Factors(first), cap, least) : null;
    }

    // The level of a bar is the mean of r² / factor over the span around it, moved inside the window at its ends.
    private double[]? Fit(int span, double[] factors, double cap, int least)
    {
        var (n, cellCount) = (_slots.Length, DiurnalCells.Rows * design.Positions);
        var (running, sums, counts) = (new double[n + 1], new double[cellCount], new double[cellCount]);
        for (var i = 0; i < n; i++) running[i + 1] = running[i] + (_squares[i] / Factor(factors, i));
        var (from, until, used) = (0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            var start = Math.Max(_slots[0], Math.Min(_slots[i] - (span / 2), _slots[^1] + 1 - span));
            while (_slots[from] < start) from++;
            while (until < n && _slots[until] < start + span) until++;
            var level = (running[until] - running[from]) / (until - from);
            // Running sums leave the rounding of what went through them where nothing moved.
            if (2 * (until - from) < span || level <= 1e-12 * running[^1] / n) continue;
            var factor = Factor(factors, i);
            sums[_cells[i]] += Math.Min(_squares[i] / level, cap * factor);
            counts[_cells[i]]++;
            used++;
        }
        return used >= least ? AdditiveGamma.Fit(design, sums, counts) : null;
    }

    private double Factor(double[] factors, int i) => factors.Length == 0 ? 1 : factors[_cells[i]];

    private double[] Factors(double[] u)
    {
        var factors = new double[DiurnalCells.Rows * design.Positions];
        for (var c = 0; c < factors.Length; c++)
        {
            var log = 0.0;
            foreach (var part in design.RowParts) log += u[part[c / design.Positions]];
            foreach (var part in design.CellParts) log += u[part[c]];
            factors[c] = Math.Exp(log - u[0]);
        }
        return factors;
    }
}
