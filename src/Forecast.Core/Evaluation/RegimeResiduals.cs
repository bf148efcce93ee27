using System.Runtime.InteropServices;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Log residuals of one model's forecasts, freed of what the volatility regime does to them: the distribution that intervals and warnings are read from, origin by origin.
/// <code>e = ln y − ln f,   u = (e − a − b x)/s,   s = c + d x within [c/2, 2c],   x = ln f less its mean over the sample</code>
/// <para>a, b and c, d are least squares of e, and of |e − a − b x|, on x over the last <see cref="ScaleWindow"/> complete targets, together with 100 residuals of a prior whose mean is 0, whose mean
/// absolute value is ½ and whose x have variance ¼: few residuals neither tilt nor stretch. x is kept within the sample's range. Every u is standardised once, by what was known at its own origin.</para>
/// <para>Memory: <see cref="Window"/> residuals, each by the <see cref="ScaleWindow"/> before it. Sums are made anew at each origin, so that a walk that begins earlier has the same bits.</para>
/// <para>Domain: a residual counts once its target is complete; targets of 0 (nothing traded) have none.</para>
/// <para>Reference: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), JASA 113, section 5.2 (locally weighted conformal inference).</para>
/// </summary>
internal sealed class RegimeResiduals
{
    /// <summary>Residuals that location and scale are estimated from: the latest ones.</summary>
    public const int ScaleWindow = 200;

    /// <summary>Standardised residuals that are kept: the latest ones.</summary>
    public const int Window = 390;

    private const double PriorCount = 100, PriorDeviation = 0.5, PriorSpread = 0.25;

    private readonly ForecastTable _table;
    private readonly double[] _x, _e, _location, _scale;
    private readonly SortedSample _sorted = new();
    private readonly List<int> _matured = [];
    private int _next;

    public RegimeResiduals(ForecastTable table, string model)
    {
        _table = table;
        _x = Array.ConvertAll(table.Of(model), Math.Log);
        (_e, _location, _scale) = (new double[table.Count], new double[table.Count], new double[table.Count]);
        for (var r = 0; r < _e.Length; r++) _e[r] = HasResidual(r) ? Math.Log(table.Realized[r]!.Value) - _x[r] : 0;
    }

    /// <summary>Standardised residuals that were known at the origin, ascending.</summary>
    public IReadOnlyList<double> Sorted => _sorted.Values;

    /// <summary>Rows whose residual was known at the origin, in time order.</summary>
    public IReadOnlyList<int> Matured => _matured;

    /// <summary>Whether row <paramref name="row"/> will have a residual.</summary>
    public bool HasResidual(int row) => _table.Realized[row] > 0;

    /// <summary>Goes on to the origin of row <paramref name="row"/>; rows are taken one after the other.</summary>
    public void Advance(int row)
    {
        for (; _next < row && _table.Matures(_next) <= _table.Origins[row]; _next++)
        {
            if (!HasResidual(_next)) continue;
            _matured.Add(_next);
            _sorted.Add(Standardized(_next));
            if (_matured.Count > Window) _sorted.Remove(Standardized(_matured[^(Window + 1)]));
        }
        Estimate(row);
    }

    /// <summary>The standardised residual of row <paramref name="row"/>.</summary>
    public double Standardized(int row) => (_e[row] - _location[row]) / _scale[row];

    /// <summary>The standardised residual that row <paramref name="row"/> would have if its log variance were <paramref name="logVariance"/>.</summary>
    public double Standardize(int row, double logVariance) => (logVariance - _x[row] - _location[row]) / _scale[row];

    /// <summary>The variance at which row <paramref name="row"/> has standardised residual <paramref name="u"/>.</summary>
    public double Variance(int row, double u) => Math.Exp(_x[row] + _location[row] + (_scale[row] * u));

    /// <summary>Where <paramref name="u"/> stands among the residuals: k at the k-th of them, between them in proportion, 0 below and n + 1 above all.</summary>
    public double Position(double u)
    {
        var i = _sorted.Search(u);
        i = i >= 0 ? i : ~i;
        if (i == Sorted.Count || Sorted[i] == u) return i + 1;
        return i == 0 ? 0 : i + ((u - Sorted[i - 1]) / (Sorted[i] - Sorted[i - 1]));
    }

    /// <summary>The residual at <paramref name="position"/>, kept within the first and the last.</summary>
    public double At(double position)
    {
        var p = Math.Clamp(position, 1, _sorted.Count);
        var i = Math.Min((int)p, _sorted.Count - 1);
        return i == 0 ? Sorted[0] : Sorted[i - 1] + ((p - i) * (Sorted[i] - Sorted[i - 1]));
    }

    private void Estimate(int row)
    {
        var sample = CollectionsMarshal.AsSpan(_matured)[Math.Max(0, _matured.Count - ScaleWindow)..];
        double n = sample.Length, sumX = 0, sumE = 0, low = double.MaxValue, high = double.MinValue;
        foreach (var i in sample)
        {
            (sumX, sumE) = (sumX + _x[i], sumE + _e[i]);
            (low, high) = (Math.Min(low, _x[i]), Math.Max(high, _x[i]));
        }
        if (n == 0)
        {
            (_location[row], _scale[row]) = (0, PriorDeviation);
            return;
        }
        var (centre, a, spread, cross) = (sumX / n, sumE / (n + PriorCount), PriorCount * PriorSpread, 0.0);
        foreach (var i in sample) (spread, cross) = (spread + ((_x[i] - centre) * (_x[i] - centre)), cross + ((_x[i] - centre) * _e[i]));
        var b = cross / spread;
        var (sumD, crossD) = (PriorCount * PriorDeviation, 0.0);
        foreach (var i in sample)
        {
            var d = Math.Abs(_e[i] - a - (b * (_x[i] - centre)));
            (sumD, crossD) = (sumD + d, crossD + ((_x[i] - centre) * d));
        }
        var (c, x) = (sumD / (n + PriorCount), Math.Clamp(_x[row], low, high) - centre);
        _location[row] = a + (b * x);
        _scale[row] = Math.Clamp(c + (crossD / spread * x), c / 2, c * 2);
    }
}
