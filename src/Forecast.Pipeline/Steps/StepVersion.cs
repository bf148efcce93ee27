namespace Forecast.Pipeline.Steps;

/// <summary>The identity of what a step reads: bars alone, or more where it reads more.</summary>
internal static class StepVersion
{
    /// <summary>Thirty-two hexadecimal digits.</summary>
    public static string Of(string step, InstrumentDay day) => step switch
    {
        "record" => RecordStep.Version(day),
        "monitor" => MonitorStep.Version(day),
        "recommend" => day.RecommendVersion(),
        _ => day.DataVersion,
    };
}
