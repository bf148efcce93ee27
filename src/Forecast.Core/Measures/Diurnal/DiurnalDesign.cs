namespace Forecast.Core.Measures;

/// <summary>
/// Which parameters add up to the log factor of a cell, and how strongly each is pulled to zero. Parameters of rows (UTC hour × New York's offset) are the same at all positions within the hour.
/// </summary>
internal sealed class DiurnalDesign
{
    // Weights of the pulls, measured on open data: a parameter seen in so many hours (or, within the hour, bars) is pulled halfway to zero.
    private const double CoarseHours = 30, FineHours = 250, PositionBars = 100;

    private readonly List<int[]> _rows = [], _cells = [];
    private readonly List<double> _ridge = [];

    private DiurnalDesign(int positions) => Positions = positions;

    public int Positions { get; }

    public int Parameters => _ridge.Count;

    /// <summary>For each part, the parameter of every row.</summary>
    public IReadOnlyList<int[]> RowParts => _rows;

    /// <summary>For each part, the parameter of every cell.</summary>
    public IReadOnlyList<int[]> CellParts => _cells;

    /// <summary>The weight of ½u² in the criterion, for every parameter.</summary>
    public IReadOnlyList<double> Ridge => _ridge;

    /// <summary>The parts that are UTC's; the overall level is part 0.</summary>
    public static Range UtcParts => 1..4;

    public static Range NewYorkParts => 4..7;

    public static DiurnalDesign Of(int positions, double shrinkage)
    {
        const int day = DiurnalCells.HoursInDay, week = DiurnalCells.HoursInWeek;
        var design = new DiurnalDesign(positions);
        // A pull of nothing at all would leave UTC and New York without a division between them.
        var weight = Math.Max(shrinkage, 1e-6);
        design.AddRows(1, 0, static _ => 0);
        foreach (var hour in new Func<int, int>[] { DiurnalCells.UtcHour, DiurnalCells.NewYorkHour })
        {
            design.AddRows(week / day, CoarseHours * positions * weight, row => hour(row) / day);
            design.AddRows(day, CoarseHours * positions * weight, row => hour(row) % day);
            design.AddRows(week, FineHours * positions * weight, hour);
        }
        if (positions == 1) return design;
        design.AddCells(2, PositionBars * weight, static row => DiurnalCells.IsFunding(row) ? 1 : 0);
        design.AddCells(day, PositionBars * weight, static row => DiurnalCells.NewYorkHour(row) % day);
        return design;
    }

    private void AddRows(int levels, double ridge, Func<int, int> level)
    {
        var first = Add(levels, ridge);
        _rows.Add([.. Enumerable.Range(0, DiurnalCells.Rows).Select(row => first + level(row))]);
    }

    private void AddCells(int groups, double ridge, Func<int, int> group)
    {
        var first = Add(groups * Positions, ridge);
        _cells.Add([.. Enumerable.Range(0, DiurnalCells.Rows * Positions).Select(cell => first + (group(cell / Positions) * Positions) + (cell % Positions))]);
    }

    private int Add(int levels, double ridge)
    {
        _ridge.AddRange(Enumerable.Repeat(ridge, levels));
        return _ridge.Count - levels;
    }
}
