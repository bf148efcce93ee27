using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Forecast.SystemTests.Jobs;

/// <summary>Keeps what would be enqueued.</summary>
internal sealed class RecordingClient : IBackgroundJobClient
{
    public List<(Job Job, IState State)> Created { get; } = [];

    public string Create(Job job, IState state)
    {
        Created.Add((job, state));
        return Created.Count.ToString(CultureInfo.InvariantCulture);
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new InvalidOperationException("no job changes another's state");
}
