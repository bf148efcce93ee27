namespace Forecast.Core.Models;

/// <summary>
/// One climb of a GARCH(1,1) likelihood, step by step: it proposes a point, is told the likelihood there with its derivatives, and goes on from that.
/// <para>Method: scoring with the information matrix from afar, Newton's method with the Hessian near a maximum; a step is shortened to stay within omega, alpha, beta &gt; 0, alpha + beta &lt; 1 and until
/// the likelihood rises. The last step is taken without another evaluation: there its square, in standard errors, is below 10⁻¹⁰, and Newton's method squares the distance that is left.</para>
/// <para>Domain: returns of about unit variance. A climb that nears the edge of the admissible range, or stalls, is given up.</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, section 3.</para>
/// </summary>
internal sealed class GarchAscent(ConditionalMean mean, int length)
{
    // The Newton decrement gᵀ A⁻¹ g below which a step is the last.
    private const double Tolerance = 1e-10;

    // Below this decrement the Hessian is tried: the maximum is within about three standard errors.
    private const double Near = 10;
    // Closer to an edge than this, the maximum may be on it.
    private const double Edge = 1e-5;
    private const double LeastOmega = 1e-7;

    // A step goes at most this far towards an edge.
    private const double Reach = 0.9;
    private const double Rise = 1e-4;
    private const int PassLimit = 40;
    private const int ShorteningLimit = 8;

    private readonly int _first = mean == ConditionalMean.Constant ? 0 : 1;
    private readonly double[] _direction = new double[4];
    private readonly double[] _factor = new double[10];
    private GarchParameters _point;
    private double _slope;
    private double _step;
    private int _passes;
    private int _shortenings;
    private bool _settled;

    /// <summary>Where the likelihood is wanted next; after <see cref="AscentState.Top"/> the maximum.</summary>
    public GarchParameters Trial { get; private set; }

    /// <summary>Whether the Hessian is wanted there; else minus the information matrix.</summary>
    public bool Exact { get; private set; }

    /// <summary>The log-likelihood at the last point accepted, and after <see cref="AscentState.Top"/> at the maximum.</summary>
    public double Height { get; private set; }

    /// <summary>Starts over.</summary>
    public void Begin(in GarchParameters start, bool exact)
    {
        (Trial, Exact, Height) = (start, exact, double.NegativeInfinity);
        (_slope, _step, _passes, _shortenings, _settled) = (0, 0, 0, 0, false);
    }

    /// <summary>Takes the likelihood at <see cref="Trial"/> with its gradient and the lower triangle of the matrix asked for.</summary>
    public AscentState Take(double height, ReadOnlySpan<double> gradient, ReadOnlySpan<double> matrix)
    {
        if (++_passes > PassLimit) return AscentState.Lost;
        if (!_settled && !(height >= Height + (Rise * _step * _slope) - (1e-12 * length)))
        {
            if (++_shortenings > ShorteningLimit) return AscentState.Lost;
            _step *= 0.25;
            Trial = Along(_step);
            return AscentState.Climbing;
        }
        (_point, Height, _shortenings, _settled) = (Trial, height, 0, false);
        if (!Factor(matrix))
        {
            if (!Exact) return AscentState.Lost;
            // The same point once more, with the matrix that is never indefinite.
            (Exact, _settled) = (false, true);
            return AscentState.Climbing;
        }
        Solve(gradient);
        if (Exact && _slope < Tolerance)
        {
            Trial = Along(1);
            Height += 0.5 * _slope;
            return Inside(Trial) ? AscentState.Top : AscentState.Lost;
        }
        if (!Inside(_point)) return AscentState.Lost;
        _step = Math.Min(1, Room());
        Trial = Along(_step);
        Exact = _slope < Near;
        return AscentState.Climbing;
    }

    /// <summary>The squared distance of a point from the last one accepted, in standard errors.</summary>
    public double Distance(in GarchParameters p)
    {
        Span<double> d = [p.Mu - _point.Mu, p.Omega - _point.Omega, p.Alpha - _point.Alpha, p.Beta - _point.Beta];
        var sum = 0.0;
        for (var j = _first; j < 4; j++)
        {
            var c = 0.0;
            for (var i = j; i < 4; i++) c += _factor[Row(i) + j] * d[i];
            sum += c * c;
        }
        return sum;
    }

    private static bool Inside(in GarchParameters p) => p.Alpha > Edge && p.Beta > Edge && 1 - p.Persistence > Edge && p.Omega > LeastOmega;

    private static int Row(int i) => i * (i + 1) / 2;

    private GarchParameters Along(double step) =>
        new(_point.Mu + (step * _direction[0]), _point.Omega + (step * _direction[1]), _point.Alpha + (step * _direction[2]), _point.Beta + (step * _direction[3]));

    // The longest step that keeps a tenth of the distance to every edge.
    private double Room()
    {
        var room = Math.Min(To(_point.Omega, _direction[1]), Math.Min(To(_point.Alpha, _direction[2]), To(_point.Beta, _direction[3])));
        return Math.Min(room, To(1 - _point.Persistence, -_direction[2] - _direction[3]));

        static double To(double distance, double change) => change < 0 ? -Reach * distance / change : double.PositiveInfinity;
    }

    // Cholesky's factor of minus the matrix; false where that is not positive definite.
    private bool Factor(ReadOnlySpan<double> matrix)
    {
        for (var j = _first; j < 4; j++)
        {
            var diagonal = -matrix[Row(j) + j];
            var pivot = diagonal;
            for (var k = _first; k < j; k++) pivot -= _factor[Row(j) + k] * _factor[Row(j) + k];
            if (!(pivot > 1e-12 * diagonal)) return false;
            var root = Math.Sqrt(pivot);
            _factor[Row(j) + j] = root;
            for (var i = j + 1; i < 4; i++)
            {
                var sum = -matrix[Row(i) + j];
                for (var k = _first; k < j; k++) sum -= _factor[Row(i) + k] * _factor[Row(j) + k];
                _factor[Row(i) + j] = sum / root;
            }
        }
        return true;
    }

    // The direction, and the slope of the likelihood along it: the decrement.
    private void Solve(ReadOnlySpan<double> gradient)
    {
        for (var i = _first; i < 4; i++)
        {
            var sum = gradient[i];
            for (var k = _first; k < i; k++) sum -= _factor[Row(i) + k] * _direction[k];
            _direction[i] = sum / _factor[Row(i) + i];
        }
        _slope = 0;
        for (var i = _first; i < 4; i++) _slope += _direction[i] * _direction[i];
        for (var i = 3; i >= _first; i--)
        {
            var sum = _direction[i];
            for (var k = i + 1; k < 4; k++) sum -= _factor[Row(k) + i] * _direction[k];
            _direction[i] = sum / _factor[Row(i) + i];
        }
    }
}
