namespace Forecast.Storage.Lake;

/// <summary>Writes the facts of one file or stream of one instrument, batch by batch; each batch is in the lake, whole and durable, when <see cref="Write"/> returns.</summary>
public sealed class FactWriter
{
    internal FactWriter()
    {
    }

    /// <summary>Keeps what the lake does not have yet.</summary>
    public FactWrite Write(LakeTable rows) => throw new InvalidOperationException("being built");
}
