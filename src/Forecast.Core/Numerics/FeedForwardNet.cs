using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// A small feed-forward net with one output, beside a linear function of the same inputs.
/// <code>f(x) = b·x + v·h_L + c,   h_l = σ(W_l h_{l−1} + u_l),   h_0 = x,   σ(a) = a / √(1 + a²)</code>
/// <para>σ is bounded by 1, so that the net's part never leaves c ± Σ|v| wherever x goes; the linear part goes on. It is algebraic, and sums have a fixed order: the same bits on every machine.</para>
/// <para>Shapes: x of length p; parameters b (p), then of each layer u and W by rows, then v and c. An object holds the activations of one x and serves one thread.</para>
/// <para>Reference: Rumelhart, Hinton and Williams (1986), Nature 323, for the gradient; Cheng et al. (2016), Workshop on Deep Learning for Recommender Systems, for a linear part learnt with the net.</para>
/// </summary>
public sealed class FeedForwardNet
{
    private readonly double[][] _activations, _deltas;

    /// <summary>A net of <paramref name="inputs"/> inputs and hidden layers of these sizes, all parameters 0.</summary>
    public FeedForwardNet(int inputs, params ReadOnlySpan<int> hidden)
    {
        Inputs = Guard.AtLeast(inputs, 1);
        (_activations, _deltas) = (new double[hidden.Length][], new double[hidden.Length][]);
        var (count, below) = (inputs, inputs);
        for (var l = 0; l < hidden.Length; l++)
        {
            (_activations[l], _deltas[l]) = (new double[hidden[l]], new double[hidden[l]]);
            count += hidden[l] * (below + 1);
            below = hidden[l];
        }
        Parameters = new double[count + below + 1];
    }

    /// <summary>p.</summary>
    public int Inputs { get; }

    /// <summary>All of them; they may be written.</summary>
    public double[] Parameters { get; }

    /// <summary>Draws the hidden weights, with variance 1 over a unit's inputs; f is 0 as long as b, v and c are.</summary>
    public void Draw(Xoshiro256 random)
    {
        var (at, below) = (Inputs, Inputs);
        foreach (var layer in _activations)
        {
            at += layer.Length;
            for (var i = 0; i < layer.Length * below; i++) Parameters[at++] = random.NextNormal() / Math.Sqrt(below);
            below = layer.Length;
        }
    }

    /// <summary>f(x).</summary>
    public double Of(ReadOnlySpan<double> x)
    {
        Guard.SameLength(x.Length, Inputs, nameof(x));
        ReadOnlySpan<double> parameters = Parameters, below = x;
        var line = DotProduct.Of(below, parameters);
        var at = Inputs;
        foreach (var layer in _activations)
        {
            var bias = parameters.Slice(at, layer.Length);
            at += layer.Length;
            for (var j = 0; j < layer.Length; j++, at += below.Length)
            {
                var a = bias[j] + DotProduct.Of(below, parameters[at..]);
                layer[j] = a / Math.Sqrt(1 + (a * a));
            }
            below = layer;
        }
        return line + DotProduct.Of(below, parameters[at..]) + parameters[^1];
    }

    /// <summary>Adds <paramref name="slope"/> · ∂f/∂parameters at <paramref name="x"/>, of which <see cref="Of"/> was asked last, to <paramref name="gradient"/>.</summary>
    public void AddGradient(ReadOnlySpan<double> x, double slope, Span<double> gradient)
    {
        var at = Parameters.Length - 1;
        gradient[at] += slope;
        AddTo(gradient[..Inputs], x, slope);
        var above = _activations.Length == 0 ? x : _activations[^1];
        at -= above.Length;
        AddTo(gradient.Slice(at, above.Length), above, slope);
        if (_deltas.Length > 0) TensorPrimitives.Multiply(Parameters.AsSpan(at, above.Length), slope, _deltas[^1]);
        for (var l = _deltas.Length - 1; l >= 0; l--)
        {
            var (layer, delta) = (_activations[l], _deltas[l]);
            var below = l > 0 ? _activations[l - 1] : x;
            at -= layer.Length * (below.Length + 1);
            if (l > 0) Array.Clear(_deltas[l - 1]);
            for (var (j, row) = (0, at + layer.Length); j < layer.Length; j++, row += below.Length)
            {
                // dσ/da = (1 + a²)^(−3/2) = (1 − σ²)^(3/2).
                var rest = 1 - (layer[j] * layer[j]);
                var d = delta[j] * rest * Math.Sqrt(rest);
                gradient[at + j] += d;
                AddTo(gradient.Slice(row, below.Length), below, d);
                if (l > 0) AddTo(_deltas[l - 1], Parameters.AsSpan(row, below.Length), d);
            }
        }
    }

    private static void AddTo(Span<double> sum, ReadOnlySpan<double> x, double factor) => TensorPrimitives.MultiplyAdd(x, factor, sum, sum);
}
