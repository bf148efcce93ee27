namespace Forecast.Core.Numerics;

/// <summary>One run of <see cref="LinearlyConstrainedMinimizer"/>: its point, its matrix and its buffers.</summary>
internal sealed class ConstrainedDescent
{
    // Length of the first step, which knows nothing of the function's curvature.
    private const double FirstLength = 0.1;

    private const double Decrease = 1e-4;
    private const double Flatness = 0.9;
    private const int TrialLimit = 25;

    // Differences of the value below these shares of it are rounding: near a minimum only the slope still tells. A smooth function may be a sum of thousands of terms; at a kink the least fall shows the way on.
    private const double SmoothRounding = 1e-13;
    private const double Rounding = 1e-15;

    // Steps in a row that may leave the value as it is, to rounding, while the gradient still falls.
    private const int IdleLimit = 4;

    private readonly ValueAndGradient _function;
    private readonly bool _isSmooth;
    private readonly Func<double[], double, bool>? _isEnough;
    private readonly CancellationToken _stop;
    private readonly FeasibleRegion _region;
    private readonly ActiveSetProgram _program;
    private readonly int _n;
    private readonly double[,] _matrix;
    private readonly double[,] _factor;
    private readonly double[] _step;
    private readonly double[] _matrixStep;
    private readonly double[] _change;
    private double[] _x;
    private double[] _gradient;
    private double[] _trial;
    private double[] _trialGradient;
    private double[] _spare;
    private double[] _spareGradient;
    private double _value;

    public ConstrainedDescent(ValueAndGradient function, ReadOnlySpan<double> start, IReadOnlyList<LinearConstraint> constraints, bool isSmooth, Func<double[], double, bool>? isEnough, CancellationToken stop)
    {
        (_function, _isSmooth, _isEnough, _stop, _n) = (function, isSmooth, isEnough, stop, start.Length);
        _region = new(constraints, _n);
        _program = new(_region, _n);
        (_matrix, _factor) = (new double[_n, _n], new double[_n, _n]);
        (_step, _matrixStep, _change) = (new double[_n], new double[_n], new double[_n]);
        (_x, _gradient, _trial, _trialGradient, _spare, _spareGradient) = (start.ToArray(), new double[_n], new double[_n], new double[_n], new double[_n], new double[_n]);
        for (var i = 0; i < constraints.Count; i++)
        {
            if (!(_region.Slack(i, _x) >= 0)) throw new ArgumentException($"the start lies outside a constraint: {constraints[i].Meaning}", nameof(start));
        }
        _region.Settle(_x, Touching());
    }

    public ConstrainedMinimum Run(double tolerance, int iterationLimit, double[,]? curvature)
    {
        _value = Evaluate(_x, _gradient);
        if (!double.IsFinite(_value) || !Array.TrueForAll(_gradient, double.IsFinite)) throw new ArgumentException("the function or its gradient is not finite at the start");
        if (curvature is null) Restart();
        else Array.Copy(curvature, _matrix, _matrix.Length);
        var (pristine, idle) = (curvature is null, 0);
        for (var iteration = 0; ; iteration++)
        {
            if (!Factor())
            {
                Restart();
                pristine = true;
                Factor();
            }
            _program.Solve(_matrix, _factor, _gradient, _x, _step);
            Product(_matrix, _step, _matrixStep);
            if (Largest(_matrixStep) <= tolerance && _program.Working.TrueForAll(i => _region.Slack(i, _x) == 0)) return End(iteration, MinimumEnding.Stationary);
            if (iteration >= iterationLimit) return End(iteration, MinimumEnding.IterationLimit);

            var slope = Dot(_gradient, _step);
            if (!(slope < 0) || Search(slope) is not { } lower)
            {
                if (pristine) return End(iteration, MinimumEnding.NoDescent);
                Restart();
                pristine = true;
                iteration--;
                continue;
            }
            idle = lower < _value ? 0 : idle + 1;
            Update(pristine);
            pristine = false;
            _value = lower;
            (_x, _trial, _gradient, _trialGradient) = (_trial, _x, _trialGradient, _gradient);
            if (idle == IdleLimit) return End(iteration + 1, MinimumEnding.NoDescent);
            if (_isEnough is not null && _isEnough(_x, _value)) return End(iteration + 1, MinimumEnding.Enough);
        }
    }

    private ConstrainedMinimum End(int iterations, MinimumEnding ending)
    {
        // What is on a bound to rounding is put exactly there.
        var touching = Touching();
        _x.CopyTo(_trial, 0);
        _region.Settle(_trial, touching);
        if (!_trial.AsSpan().SequenceEqual(_x) && Evaluate(_trial, _trialGradient) is var value && double.IsFinite(value)) (_x, _value) = (_trial, value);
        return new(_x, _value, iterations, ending, touching) { NextStep = NextStep() };
    }

    private double NextStep()
    {
        var largest = 0.0;
        for (var k = 0; k < _n; k++) largest = Math.Max(largest, Math.Abs(_step[k]) / Math.Max(Math.Abs(_x[k]), 0.01));
        return largest;
    }

    private List<int> Touching()
    {
        var touching = new List<int>();
        for (var i = 0; i < _region.Count; i++)
        {
            if (_region.Slack(i, _x) == 0) touching.Add(i);
        }
        return touching;
    }

    private double Evaluate(double[] x, double[] gradient)
    {
        _stop.ThrowIfCancellationRequested();
        return _function(x, gradient);
    }

    // The value at the accepted step, with the point and its gradient left in the trial's buffers; null where none decreases the function.
    private double? Search(double slope)
    {
        var slack = (_isSmooth ? SmoothRounding : Rounding) * Math.Abs(_value);
        var length = 1.0;
        for (var i = 0; i < TrialLimit; i++)
        {
            var value = TrialAt(length);
            if (double.IsFinite(value) && value <= _value + (Decrease * length * slope) + slack)
            {
                var end = Dot(_trialGradient, _step);
                if (double.IsFinite(end) && (value < _value || Math.Abs(end) <= -slope)) return length < 1 || end >= Flatness * slope ? value : Stretch(value, slope);
            }
            if (!double.IsFinite(value))
            {
                length *= 0.25;
                continue;
            }
            // A shorter step promises less than rounding.
            if (_isSmooth && -slope * length < slack) return null;
            // The minimum of the parabola through the value and slope at 0 and the value at the trial.
            var fraction = -slope * length / (2 * (value - _value - (slope * length)));
            length *= double.IsFinite(fraction) ? Math.Clamp(fraction, 0.1, 0.5) : 0.5;
        }
        return null;
    }

    // The whole step still falls as steeply as at its start: a longer one is better as long as it stays within the constraints.
    private double Stretch(double value, double slope)
    {
        var room = double.PositiveInfinity;
        for (var i = 0; i < _region.Count; i++)
        {
            var change = _region.Along(i, _step);
            if (change < 0) room = Math.Min(room, Math.Max(0, _region.Slack(i, _x)) / -change);
        }
        for (double length = 3; length < room && length < 1000; length *= 3)
        {
            (_spare, _trial, _spareGradient, _trialGradient) = (_trial, _spare, _trialGradient, _spareGradient);
            var further = TrialAt(length);
            var end = Dot(_trialGradient, _step);
            if (!double.IsFinite(further) || !double.IsFinite(end) || !(further < value) || further > _value + (Decrease * length * slope))
            {
                (_spare, _trial, _spareGradient, _trialGradient) = (_trial, _spare, _trialGradient, _spareGradient);
                return value;
            }
            value = further;
            if (end >= Flatness * slope) return value;
        }
        return value;
    }

    private double TrialAt(double length)
    {
        for (var i = 0; i < _n; i++) _trial[i] = _x[i] + (length * _step[i]);
        _region.Settle(_trial, length >= 1 ? _program.Working : _program.Working.FindAll(i => _region.Slack(i, _x) == 0));
        return Evaluate(_trial, _trialGradient);
    }

    private void Restart()
    {
        Array.Clear(_matrix);
        var scale = Math.Max(1, Math.Sqrt(Dot(_gradient, _gradient)) / FirstLength);
        for (var i = 0; i < _n; i++) _matrix[i, i] = scale;
    }

    private bool Factor()
    {
        Array.Copy(_matrix, _factor, _matrix.Length);
        return Cholesky.Factor(_factor);
    }

    private void Update(bool first)
    {
        double sy = 0, ss = 0, yy = 0;
        for (var i = 0; i < _n; i++)
        {
            (_step[i], _change[i]) = (_trial[i] - _x[i], _trialGradient[i] - _gradient[i]);
            sy += _step[i] * _change[i];
            ss += _step[i] * _step[i];
            yy += _change[i] * _change[i];
        }
        if (!(ss > 0)) return;
        // The first curvature seen sets the scale of the unit matrix; Nocedal and Wright, eq. 6.20.
        if (first && sy > 0)
        {
            Array.Clear(_matrix);
            for (var i = 0; i < _n; i++) _matrix[i, i] = yy / sy;
        }
        Product(_matrix, _step, _matrixStep);
        var curvature = Dot(_step, _matrixStep);
        if (sy < 0.2 * curvature)
        {
            var theta = 0.8 * curvature / (curvature - sy);
            for (var i = 0; i < _n; i++) _change[i] = (theta * _change[i]) + ((1 - theta) * _matrixStep[i]);
            sy = Dot(_step, _change);
        }
        if (!(sy > 0) || !(curvature > 0)) return;
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _n; j++) _matrix[i, j] += (_change[i] * _change[j] / sy) - (_matrixStep[i] * _matrixStep[j] / curvature);
        }
    }

    private static void Product(double[,] matrix, double[] x, double[] product)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < x.Length; j++) sum += matrix[i, j] * x[j];
            product[i] = sum;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Largest(double[] x)
    {
        var largest = 0.0;
        foreach (var v in x) largest = Math.Max(largest, Math.Abs(v));
        return largest;
    }
}
