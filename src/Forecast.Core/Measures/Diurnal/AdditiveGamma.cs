namespace Forecast.Core.Measures;

/// <summary>
/// The additive log factors of cells that minimise the penalised QLIKE (gamma) criterion, by Newton's method; each step is solved by conjugate gradients, because every parameter touches few cells.
/// <code>min Σ_c [N_c η_c + S_c exp(−η_c)] + ½ Σ_j λ_j u_j²,   η = X u</code>
/// The criterion is convex in u and strictly so where λ > 0: there is one minimum, and the steps come to it from anywhere.
/// <para>Shapes: sums S and counts N, one a cell. Domain: not negative, Σ S > 0.</para>
/// </summary>
internal sealed class AdditiveGamma
{
    private const int MostSteps = 50, MostInner = 500;
    private const double Tolerance = 1e-12, InnerTolerance = 1e-3;

    private readonly DiurnalDesign _design;
    private readonly double[] _sums, _counts, _eta, _weight, _direction, _product, _diagonal, _rows;

    private AdditiveGamma(DiurnalDesign design, double[] sums, double[] counts)
    {
        (_design, _sums, _counts) = (design, sums, counts);
        (_eta, _weight, _product) = (new double[sums.Length], new double[sums.Length], new double[sums.Length]);
        (_direction, _diagonal, _rows) = (new double[design.Parameters], new double[design.Parameters], new double[DiurnalCells.Rows]);
    }

    /// <summary>The minimising parameters.</summary>
    public static double[] Fit(DiurnalDesign design, double[] sums, double[] counts) => new AdditiveGamma(design, sums, counts).Minimise();

    private double[] Minimise()
    {
        var (u, trial, gradient, size) = (new double[_design.Parameters], new double[_design.Parameters], new double[_design.Parameters], _counts.Sum());
        u[0] = Math.Log(_sums.Sum() / size);
        var value = Value(u);
        for (var step = 0; step < MostSteps; step++)
        {
            for (var c = 0; c < _weight.Length; c++) _product[c] = _counts[c] - _weight[c];
            Scatter(_product, gradient);
            for (var j = 0; j < u.Length; j++) gradient[j] += _design.Ridge[j] * u[j];
            var decrease = Solve(gradient);
            if (decrease <= Tolerance * size)
            {
                // So near the minimum the value does not tell steps apart any more; the last one is taken as it is.
                for (var j = 0; j < u.Length; j++) u[j] -= _direction[j];
                break;
            }
            // The value falls along the direction; a step that does not gain a part of what it promises is too long.
            var (length, next) = (1.0, value);
            for (; length > 1e-6; length /= 2)
            {
                for (var j = 0; j < u.Length; j++) trial[j] = u[j] - (length * _direction[j]);
                next = Value(trial);
                if (next <= value - (1e-4 * length * decrease)) break;
            }
            if (!(next < value)) break;
            (u, trial, value) = (trial, u, next);
        }
        return u;
    }

    // The criterion; leaves S exp(−η), which is the second derivative by η too, in the weights.
    private double Value(double[] u)
    {
        Gather(u, _eta);
        var value = 0.0;
        for (var c = 0; c < _eta.Length; c++)
        {
            _weight[c] = _sums[c] > 0 ? _sums[c] * Math.Exp(-_eta[c]) : 0;
            value += (_counts[c] * _eta[c]) + _weight[c];
        }
        for (var j = 0; j < u.Length; j++) value += 0.5 * _design.Ridge[j] * u[j] * u[j];
        return value;
    }

    // Solves H d = gradient to a part of its length, and gives gradientᵀ d.
    private double Solve(double[] gradient)
    {
        var n = gradient.Length;
        var (residual, conjugate, image) = ((double[])gradient.Clone(), new double[n], new double[n]);
        Diagonal();
        Array.Clear(_direction);
        var (rho, first) = (0.0, 0.0);
        for (var k = 0; k < MostInner; k++)
        {
            var last = rho;
            rho = 0;
            for (var j = 0; j < n; j++) rho += residual[j] * residual[j] / _diagonal[j];
            if (k == 0) first = rho;
            if (rho <= InnerTolerance * InnerTolerance * first) break;
            for (var j = 0; j < n; j++) conjugate[j] = (residual[j] / _diagonal[j]) + (k == 0 ? 0 : rho / last * conjugate[j]);
            Gather(conjugate, _product);
            for (var c = 0; c < _product.Length; c++) _product[c] *= _weight[c];
            Scatter(_product, image);
            var curvature = 0.0;
            for (var j = 0; j < n; j++)
            {
                image[j] += _design.Ridge[j] * conjugate[j];
                curvature += conjugate[j] * image[j];
            }
            var length = rho / curvature;
            for (var j = 0; j < n; j++)
            {
                _direction[j] += length * conjugate[j];
                residual[j] -= length * image[j];
            }
        }
        var decrease = 0.0;
        for (var j = 0; j < n; j++) decrease += gradient[j] * _direction[j];
        return decrease;
    }

    private void Diagonal()
    {
        Scatter(_weight, _diagonal);
        for (var j = 0; j < _diagonal.Length; j++) _diagonal[j] += _design.Ridge[j];
    }

    // cells = X u.
    private void Gather(double[] u, double[] cells)
    {
        Array.Clear(_rows);
        foreach (var part in _design.RowParts)
        {
            for (var row = 0; row < part.Length; row++) _rows[row] += u[part[row]];
        }
        for (var row = 0; row < _rows.Length; row++) cells.AsSpan(row * _design.Positions, _design.Positions).Fill(_rows[row]);
        foreach (var part in _design.CellParts)
        {
            for (var c = 0; c < part.Length; c++) cells[c] += u[part[c]];
        }
    }

    // u = Xᵀ cells.
    private void Scatter(double[] cells, double[] u)
    {
        Array.Clear(u);
        for (var row = 0; row < _rows.Length; row++)
        {
            var sum = 0.0;
            foreach (var value in cells.AsSpan(row * _design.Positions, _design.Positions)) sum += value;
            _rows[row] = sum;
        }
        foreach (var part in _design.RowParts)
        {
            for (var row = 0; row < part.Length; row++) u[part[row]] += _rows[row];
        }
        foreach (var part in _design.CellParts)
        {
            for (var c = 0; c < part.Length; c++) u[part[c]] += cells[c];
        }
    }
}
