using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>Losses of a variance forecast f against a realised variance y. Reference: Patton (2011), Journal of Econometrics 160, eq. 24.</summary>
public static class Loss
{
    /// <summary>QLIKE: y/f − ln(y/f) − 1, zero exactly where f = y; dimensionless. Domain: y and f positive.</summary>
    public static double Qlike(double realized, double forecast)
    {
        var ratio = Guard.Positive(realized) / Guard.Positive(forecast);
        return ratio - Math.Log(ratio) - 1;
    }

    /// <summary>Squared error (y − f)²; squared variance. Domain: y not negative, f positive.</summary>
    public static double SquaredError(double realized, double forecast)
    {
        var error = Guard.InRange(realized, 0, double.MaxValue) - Guard.Positive(forecast);
        return error * error;
    }

    /// <summary>Absolute error |y − f|; variance. Least in expectation at the median, so that it favours forecasts below the mean. Domain: y not negative, f positive.</summary>
    public static double AbsoluteError(double realized, double forecast) => Math.Abs(Guard.InRange(realized, 0, double.MaxValue) - Guard.Positive(forecast));

    /// <summary>Squared error of logarithms (ln y − ln f)²; dimensionless. Least in expectation at exp E ln y, so that it favours forecasts below the mean. Domain: y and f positive.</summary>
    public static double SquaredLogError(double realized, double forecast)
    {
        var error = Math.Log(Guard.Positive(realized) / Guard.Positive(forecast));
        return error * error;
    }

    /// <summary>Absolute error of logarithms |ln y − ln f|; dimensionless. Domain: y and f positive.</summary>
    public static double AbsoluteLogError(double realized, double forecast) => Math.Abs(Math.Log(Guard.Positive(realized) / Guard.Positive(forecast)));
}
