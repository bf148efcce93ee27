namespace Forecast.Core.Numerics;

/// <summary>
/// Second moments of pairs of numbers that come one by one, about their means: a sum of products less a product of sums would lose what small moves add.
/// <code>S_xy ← S_xy + (x − x̄_before) (y − ȳ_after)</code>
/// <para>Reference: Welford (1962), Technometrics 4; for the products Pébay (2008), Sandia report SAND2008-6212.</para>
/// </summary>
internal struct Comoments
{
    private double _meanY;

    public int Count { get; private set; }

    /// <summary>x̄.</summary>
    public double MeanX { get; private set; }

    /// <summary>Σ (x − x̄)².</summary>
    public double XX { get; private set; }

    /// <summary>Σ (x − x̄)(y − ȳ).</summary>
    public double XY { get; private set; }

    /// <summary>Σ (y − ȳ)².</summary>
    public double YY { get; private set; }

    public void Add(double x, double y)
    {
        Count++;
        var (dx, dy) = (x - MeanX, y - _meanY);
        MeanX += dx / Count;
        _meanY += dy / Count;
        XX += dx * (x - MeanX);
        XY += dx * (y - _meanY);
        YY += dy * (y - _meanY);
    }
}
