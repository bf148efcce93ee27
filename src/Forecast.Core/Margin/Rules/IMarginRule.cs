namespace Forecast.Core.Margin;

/// <summary>
/// One step from a model's rate to a published margin. <para>Contract, held by a suite over the catalogue: the result never falls when the input
/// rises; applying a rule twice changes nothing more, stress weight, buffer and smoothing apart; the sentence has a percentage in it.</para>
/// </summary>
public interface IMarginRule
{
    /// <summary>Id in explanations: lower case with dashes.</summary>
    string Id { get; }

    /// <summary>Whether a policy has it switched on.</summary>
    bool IsOn(MarginPolicy policy) => true;

    /// <summary>Applies the rule to <paramref name="ppm"/> and says what it did.</summary>
    RuleStep Apply(int ppm, RuleContext context);
}
