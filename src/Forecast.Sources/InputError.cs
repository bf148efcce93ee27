namespace Forecast.Sources;

/// <summary>Why input was refused.</summary>
/// <param name="What">What is wrong, with the value.</param>
/// <param name="Where">File and line (<c>BTCUSDT.csv:17</c>), or file and entry.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record InputError(string What, string Where, string Remedy)
{
    public override string ToString() => $"{Where}: {What}; {Remedy}";
}
