using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The Gaussian log-likelihood of a GARCH(1,1), its gradient and a matrix of second derivatives for <see cref="Count"/> return series of one length at once, each in its own lane of a
/// vector and at its own parameters.
/// <para>The matrix is, lane by lane, the Hessian of <see cref="GarchDerivatives"/> or minus the information matrix, the expected value of its terms given the past:
/// −½ ∂h ∂hᵀ/h² − ∂m ∂mᵀ/h, which is negative definite wherever the parameters are identified.</para>
/// <para>Domain: as <see cref="GarchRecursion"/>, for series of about unit variance; omega at least <see cref="LeastOmega"/>. An instance is a workspace: each evaluation overwrites the last.</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 2 to 8 and the mixed-gradient algorithm of section 3.</para>
/// </summary>
internal sealed class GarchLanes(int length)
{
    /// <summary>Series evaluated at once: the doubles in a vector of 512 bits, on every machine, so that every machine runs the same sums.</summary>
    public const int Count = 8;

    /// <summary>Variances stay above this, so that a product of <see cref="Fold"/> of them stays a normal number.</summary>
    public const double LeastOmega = 1e-30;

    // Observations after which the exponent of the product of the variances is set aside.
    private const int Fold = 8;
    private const double LogTwo = 0.69314718055994531;
    private const long MantissaMask = 0x000F_FFFF_FFFF_FFFF;
    private const long One = 0x3FF0_0000_0000_0000;

    // In rows of one number per lane: returns by time; mu, omega, alpha, beta and the share of the exact terms; the recursion's start; the results.
    private readonly double[] _returns = new double[length * Count];
    private readonly double[] _at = new double[5 * Count];
    private readonly double[] _start = new double[7 * Count];
    private readonly double[] _results = new double[15 * Count];

    /// <summary>Puts a series, of the length of all, into a lane.</summary>
    public void Load(int lane, ReadOnlySpan<double> returns)
    {
        for (var t = 0; t < returns.Length; t++) _returns[(t * Count) + lane] = returns[t];
    }

    /// <summary>Sets where a lane is evaluated next: with the Hessian, or with minus the information matrix.</summary>
    public void Place(int lane, in GarchParameters p, in Presample presample, bool exact)
    {
        Put(_at, lane, [p.Mu, p.Omega, p.Alpha, p.Beta, exact ? 1 : 0]);
        var (slope, own) = (presample.Slope(p.Mu), presample.Convention == PresampleVariance.Rugarch);
        var dh = GarchRecursion.FirstDerivatives(p, presample);
        Put(_start, lane, [presample.First(p), dh[0], dh[1], dh[2], dh[3], own ? presample.Curvature : p.Persistence * presample.Curvature, own ? 0 : slope]);
    }

    /// <summary>The log-likelihood of a lane, 2π included, with its gradient in (mu, omega, alpha, beta) and the lower triangle of the matrix, row by row.</summary>
    public double Read(int lane, Span<double> gradient, Span<double> matrix)
    {
        for (var i = 0; i < 4; i++) gradient[i] = _results[((i + 1) * Count) + lane];
        for (var i = 0; i < 10; i++) matrix[i] = _results[((i + 5) * Count) + lane];
        return _results[lane];
    }

    /// <summary>Evaluates every lane.</summary>
    public void Evaluate()
    {
        var at = MemoryMarshal.Cast<double, Vector512<double>>(_at);
        var start = MemoryMarshal.Cast<double, Vector512<double>>(_start);
        Vector512<double> mu = at[0], omega = at[1], alpha = at[2], beta = at[3], exact = at[4];
        Vector512<double> h = start[0], dm = start[1], dw = start[2], da = start[3], db = start[4];
        // The second derivatives of h that are not always 0: by mu twice, mu and alpha, mu and beta, omega and beta, alpha and beta, beta twice.
        Vector512<double> mm = start[5], ma = start[6], mb = start[6], wb = default, ab = default, bb = default;
        Vector512<double> gm = default, gw = default, ga = default, gb = default, squares = default;
        Vector512<double> hmm = default, hwm = default, hww = default, ham = default, haw = default, haa = default, hbm = default, hbw = default, hba = default, hbb = default;
        var (one, half) = (Vector512<double>.One, Vector512.Create(0.5));
        var (product, exponents) = (one, Vector512<long>.Zero);
        var returns = MemoryMarshal.Cast<double, Vector512<double>>(_returns);
        for (var t = 0; t < returns.Length; t++)
        {
            var e = returns[t] - mu;
            var inverse = one / h;
            var z = e * inverse;
            var e2 = e * e;
            var surplus = Vector512.FusedMultiplyAdd(e, z, -one);
            squares += surplus;
            product *= h;
            var weight = surplus * half * inverse;
            gm = Vector512.FusedMultiplyAdd(weight, dm, gm + z);
            gw = Vector512.FusedMultiplyAdd(weight, dw, gw);
            ga = Vector512.FusedMultiplyAdd(weight, da, ga);
            gb = Vector512.FusedMultiplyAdd(weight, db, gb);

            // ½ − z² = −½ − (z² − 1); the information matrix takes z² = 1 and e = 0 at their expected values.
            var spread = inverse * inverse * Vector512.FusedMultiplyAdd(-exact, surplus, -half);
            var cross = exact * z * inverse;
            var bend = exact * weight;
            var (om, ow, oa, ob) = (spread * dm, spread * dw, spread * da, spread * db);
            hmm = Vector512.FusedMultiplyAdd(om - cross - cross, dm, Vector512.FusedMultiplyAdd(bend, mm, hmm - inverse));
            hwm = Vector512.FusedMultiplyAdd(om - cross, dw, hwm);
            ham = Vector512.FusedMultiplyAdd(om - cross, da, Vector512.FusedMultiplyAdd(bend, ma, ham));
            hbm = Vector512.FusedMultiplyAdd(om - cross, db, Vector512.FusedMultiplyAdd(bend, mb, hbm));
            hww = Vector512.FusedMultiplyAdd(ow, dw, hww);
            haw = Vector512.FusedMultiplyAdd(ow, da, haw);
            hbw = Vector512.FusedMultiplyAdd(ow, db, Vector512.FusedMultiplyAdd(bend, wb, hbw));
            haa = Vector512.FusedMultiplyAdd(oa, da, haa);
            hba = Vector512.FusedMultiplyAdd(oa, db, Vector512.FusedMultiplyAdd(bend, ab, hba));
            hbb = Vector512.FusedMultiplyAdd(ob, db, Vector512.FusedMultiplyAdd(bend, bb, hbb));

            var fall = -(alpha * e);
            fall += fall;
            mm = Vector512.FusedMultiplyAdd(beta, mm, alpha + alpha);
            ma = Vector512.FusedMultiplyAdd(beta, ma, -(e + e));
            mb = Vector512.FusedMultiplyAdd(beta, mb, dm);
            wb = Vector512.FusedMultiplyAdd(beta, wb, dw);
            ab = Vector512.FusedMultiplyAdd(beta, ab, da);
            bb = Vector512.FusedMultiplyAdd(beta, bb, db + db);
            dm = Vector512.FusedMultiplyAdd(beta, dm, fall);
            dw = Vector512.FusedMultiplyAdd(beta, dw, one);
            da = Vector512.FusedMultiplyAdd(beta, da, e2);
            db = Vector512.FusedMultiplyAdd(beta, db, h);
            h = Vector512.FusedMultiplyAdd(beta, h, Vector512.FusedMultiplyAdd(alpha, e2, omega));
            if (t % Fold == Fold - 1)
            {
                var bits = product.AsInt64();
                exponents += bits >> 52;
                product = ((bits & Vector512.Create(MantissaMask)) | Vector512.Create(One)).AsDouble();
            }
        }
        var results = MemoryMarshal.Cast<double, Vector512<double>>(_results.AsSpan());
        // An exponent is kept with its bias of 1023, once per fold.
        var powers = Vector512.ConvertToDouble(exponents - Vector512.Create(1023L * (returns.Length / Fold)));
        results[0] = -half * (Vector512.Create(returns.Length * (GarchRecursion.LogTwoPi + 1)) + Vector512.FusedMultiplyAdd(powers, Vector512.Create(LogTwo), Vector512.Log(product)) + squares);
        (results[1], results[2], results[3], results[4]) = (gm, gw, ga, gb);
        (results[5], results[6], results[7], results[8], results[9]) = (hmm, hwm, hww, ham, haw);
        (results[10], results[11], results[12], results[13], results[14]) = (haa, hbm, hbw, hba, hbb);
    }

    private static void Put(double[] rows, int lane, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++) rows[(i * Count) + lane] = values[i];
    }
}
