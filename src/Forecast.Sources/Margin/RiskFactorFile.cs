using System.Text.Json.Serialization;
using Forecast.Core.Margin;

namespace Forecast.Sources;

/// <summary>
/// The lognormal model of a market, or its risk factors, and positions, as Vega counts them:
/// <c>{ "model": { "lambda": 0.01, "tau_years": 0.01, "mu": 0, "sigma": 1.2 }, "linear_slippage": 0.25, "positions": [ { "size": 1, "mark": 15900 } ] }</c>.
/// Instead of <c>model</c>, <c>risk_factors</c> with <c>long</c> and <c>short</c>. Numbers in quotes or not.
/// </summary>
/// <param name="Model">σ and so on; null where the factors are given.</param>
/// <param name="RiskFactors">The factors; null where the model is given.</param>
/// <param name="Multiples">Multiples of the maintenance margin: 1.1, 1.2 and 1.4 where the file has none.</param>
/// <param name="LinearSlippage">Share of notional.</param>
/// <param name="QuadraticSlippage">Share of notional for each unit.</param>
/// <param name="Positions">Positions.</param>
public sealed record RiskFactorFile(
    RiskFactorFile.LognormalModel? Model, RiskFactorFile.Factors? RiskFactors, MarginMultiples Multiples, decimal LinearSlippage, decimal QuadraticSlippage, IReadOnlyList<RiskFactorFile.Position> Positions)
{
    /// <exception cref="InputException">It is no such file; the message names the field and what is allowed.</exception>
    public static RiskFactorFile Read(string path)
    {
        var text = StrictJson.Read<Written>(InputText.Read(path), snakeCase: true);
        if (text.Model is null == text.RiskFactors is null) throw new InputException($"model and risk_factors are {(text.Model is null ? "both missing" : "both there")}", $"{path} (model)", "write one of the two");
        if (text.Model is { } model)
        {
            FieldRule.Check(model.Lambda is >= 1e-12 and <= 0.5, path, "model.lambda", model.Lambda, "1e-12 to 0.5; 0.01 is a confidence of 99 %");
            FieldRule.Check(model.TauYears is >= 1e-9 and <= 10, path, "model.tau_years", model.TauYears, "1e-9 to 10 years");
            FieldRule.Check(model.Sigma is >= 1e-6 and <= 10, path, "model.sigma", model.Sigma, "1e-6 to 10 a year; 0.8 is a volatility of 80 %");
            FieldRule.Check(model.Mu is >= -1 and <= 1, path, "model.mu", model.Mu, "-1 to 1 a year");
        }
        if (text.RiskFactors is { } factors)
        {
            FieldRule.Check(factors.Long is >= 0 and <= 1, path, "risk_factors.long", factors.Long, "0 to 1");
            FieldRule.Check(factors.Short >= 0, path, "risk_factors.short", factors.Short, "0 and above");
        }
        var multiples = text.Multiples is { } m ? new MarginMultiples(m.Search, m.Initial, m.Release) : new MarginMultiples(1.1m, 1.2m, 1.4m);
        if (multiples.Faults() is [var fault, ..]) throw new InputException(fault, $"{path} (multiples.{fault.Split(' ')[0]})", "correct the file");
        FieldRule.Check(text.LinearSlippage >= 0, path, "linear_slippage", text.LinearSlippage, "0 and above");
        FieldRule.Check(text.QuadraticSlippage >= 0, path, "quadratic_slippage", text.QuadraticSlippage, "0 and above");
        var positions = text.Positions ?? [];
        for (var i = 0; i < positions.Length; i++) FieldRule.Check(positions[i].Mark >= 0, path, $"positions[{i}].mark", positions[i].Mark, "0 and above");
        return new RiskFactorFile(text.Model, text.RiskFactors, multiples, text.LinearSlippage, text.QuadraticSlippage, positions);
    }

    /// <summary>The lognormal model.</summary>
    /// <param name="Lambda">Probability of the tail.</param>
    /// <param name="TauYears">Horizon.</param>
    /// <param name="Sigma">Volatility, a year.</param>
    /// <param name="Mu">Drift, a year.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record LognormalModel(double Lambda, double TauYears, double Sigma, double Mu = 0);

    /// <summary>Risk factors, shares of notional.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Factors(decimal Long, decimal Short);

    /// <summary>A position.</summary>
    /// <param name="Size">Below 0 for a short.</param>
    /// <param name="Mark">Mark price, in whole smallest units of the settlement asset.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Position(decimal Size, decimal Mark);

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    private sealed record WrittenMultiples(decimal Search, decimal Initial, decimal Release);

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    private sealed record Written(LognormalModel? Model = null, Factors? RiskFactors = null, WrittenMultiples? Multiples = null, decimal LinearSlippage = 0, decimal QuadraticSlippage = 0, Position[]? Positions = null);
}
