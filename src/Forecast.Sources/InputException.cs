namespace Forecast.Sources;

/// <summary>Input is refused as a whole; the message is the error's what, where and remedy.</summary>
public sealed class InputException(InputError error) : Exception(error.ToString())
{
    public InputException(string what, string where, string remedy)
        : this(new InputError(what, where, remedy))
    {
    }

    public InputError Error { get; } = error;

    /// <summary>What its checksum says of the input.</summary>
    public ChecksumState Checksum { get; init; }
}
