using Microsoft.ML.Trainers.FastTree;

namespace Forecast.Learning;

/// <summary>
/// An ensemble of regression trees as flat arrays: what ML.NET evaluates, without its pipeline.
/// <code>s(x) = bias + Σ_t w_t leaf_t(x),   at each node left where (float)x_k ≤ threshold</code>
/// <para>Regressors are compared in single precision, in which the trees were grown. Immutable, so that threads can share one.</para>
/// </summary>
internal sealed class TreeSum
{
    private readonly double _bias;
    private readonly int[] _roots, _features, _left, _right;
    private readonly float[] _thresholds;
    private readonly double[] _leaves;

    public TreeSum(RegressionTreeEnsemble ensemble)
    {
        _bias = ensemble.Bias;
        var (roots, features, left, right, thresholds, leaves) = (new List<int>(), new List<int>(), new List<int>(), new List<int>(), new List<float>(), new List<double>());
        for (var t = 0; t < ensemble.Trees.Count; t++)
        {
            var (tree, weight, node, leaf) = (ensemble.Trees[t], ensemble.TreeWeights[t], features.Count, leaves.Count);
            if (tree.CategoricalSplitFlags.Contains(true)) throw new ArgumentException("a split by category is none that these trees have", nameof(ensemble));
            roots.Add(tree.NumberOfNodes > 0 ? node : ~leaf);
            features.AddRange(tree.NumericalSplitFeatureIndexes.Take(tree.NumberOfNodes));
            thresholds.AddRange(tree.NumericalSplitThresholds.Take(tree.NumberOfNodes));
            // A child is a node of the same tree, or the complement of a leaf's number.
            left.AddRange(tree.LeftChild.Take(tree.NumberOfNodes).Select(Moved));
            right.AddRange(tree.RightChild.Take(tree.NumberOfNodes).Select(Moved));
            leaves.AddRange(tree.LeafValues.Take(tree.NumberOfLeaves).Select(v => weight * v));

            int Moved(int child) => child >= 0 ? child + node : ~(~child + leaf);
        }
        (_roots, _features, _left, _right, _thresholds, _leaves) = ([.. roots], [.. features], [.. left], [.. right], [.. thresholds], [.. leaves]);
    }

    /// <summary>s of a row of regressors.</summary>
    public double Of(ReadOnlySpan<double> row)
    {
        var sum = _bias;
        foreach (var root in _roots)
        {
            var at = root;
            while (at >= 0) at = (float)row[_features[at]] <= _thresholds[at] ? _left[at] : _right[at];
            sum += _leaves[~at];
        }
        return sum;
    }
}
