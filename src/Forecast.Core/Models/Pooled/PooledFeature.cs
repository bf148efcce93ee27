namespace Forecast.Core.Models;

/// <summary>A regressor of the pooled models: a pure number, comparable between instruments and over the years, that looks back only; 0 where what it needs is not there.</summary>
/// <param name="Name">As in stored models.</param>
/// <param name="Block">What it belongs to, for asking what the block is worth.</param>
/// <param name="Values">The column of one instrument.</param>
internal sealed record PooledFeature(string Name, string Block, Func<PooledInstrument, double[]> Values);
