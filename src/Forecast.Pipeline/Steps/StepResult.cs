using Forecast.Storage.Db;

namespace Forecast.Pipeline.Steps;

/// <summary>What a step made: the hash of its result and the rows that are committed together with the ledger's.</summary>
public sealed record StepResult(string Hash, Action<ForecastContext> Write);
