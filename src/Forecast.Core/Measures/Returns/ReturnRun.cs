namespace Forecast.Core.Measures;

/// <summary>The last absolute returns that follow each other directly: what measures of neighbouring returns are made of.</summary>
/// <param name="convention"><see cref="MeasureConvention.HighFrequency"/>: a zero stands before the first return of the window.</param>
internal struct ReturnRun(MeasureConvention convention)
{
    private bool _hasStarted;

    /// <summary>Returns that follow each other up to now, a leading zero included.</summary>
    public int Length { get; private set; }

    /// <summary>|r| of the last return, of the one before it, and of the one before that.</summary>
    public double Last { get; private set; }

    public double Second { get; private set; }

    public double Third { get; private set; }

    public double Fourth { get; private set; }

    public void Add(double r, bool isJoined)
    {
        (Fourth, Third, Second, Last) = (Third, Second, Last, Math.Abs(r));
        var leading = !_hasStarted && convention == MeasureConvention.HighFrequency ? 1 : 0;
        Length = _hasStarted && isJoined ? Length + 1 : 1 + leading;
        _hasStarted = true;
    }
}
