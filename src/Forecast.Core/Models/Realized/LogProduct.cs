namespace Forecast.Core.Models;

/// <summary>Σ ln x of many positive numbers with one logarithm: that of their product, with powers of 2⁴⁰⁰ kept apart. Numbers lie between 1e-100 and 1e100.</summary>
internal struct LogProduct()
{
    private const double Large = 2.5822498780869086e120;
    private const double Small = 1 / Large;
    private const double LogLarge = 400 * 0.69314718055994531;

    private double _product = 1;
    private int _folds;

    public void Add(double x)
    {
        _product *= x;
        if (_product > Large)
        {
            _product *= Small;
            _folds++;
        }
        else if (_product < Small)
        {
            _product *= Large;
            _folds--;
        }
    }

    public readonly double Value => Math.Log(_product) + (_folds * LogLarge);
}
