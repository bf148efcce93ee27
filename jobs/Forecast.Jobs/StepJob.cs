using System.Globalization;
using Forecast.Core.Market;
using Forecast.Pipeline;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Logging;

namespace Forecast.Jobs;

/// <summary>
/// The one job class; its arguments are strings, so that a stored job survives every change of the code. The ledger keeps work from being done twice,
/// whatever Hangfire does.
/// </summary>
public sealed partial class StepJob(Workspace workspace, IBackgroundJobClient jobs, ILogger<StepJob> log)
{
    /// <summary>Ingests, plans the night, and enqueues one job an instrument.</summary>
    public const string Nightly = "nightly";

    /// <summary>Runs the steps of one instrument.</summary>
    public const string Instrument = "instrument";

    /// <summary>The queue of instruments' work.</summary>
    public const string Queue = "instruments";

    /// <summary>Runs <paramref name="step"/>; <paramref name="instrument"/> is <c>venue/symbol</c> or empty, <paramref name="asOf"/> Unix microseconds or empty.</summary>
    /// <returns>Why the champion was not held against its challengers, which Hangfire keeps as the job's result and the log says; null where it was, or nothing was to be reviewed.</returns>
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [30, 120, 600], ExceptOn = [typeof(InvalidDataException), typeof(ArgumentException)])]
    public async Task<string?> Run(string step, string instrument, string asOf, CancellationToken stop)
    {
        var schedule = ScheduleFile.Read(Path.Combine(workspace.Root, "jobs", "schedule.json"));
        var job = schedule.FirstOrDefault(j => j.Step == Nightly) ?? throw new InvalidDataException("jobs/schedule.json has no nightly job");
        var nightly = new Pipeline.Nightly(workspace);
        var request = new NightlyRequest(job.Source, job.Data, Duration.Parse(job.Interval), null, null);
        switch (step)
        {
            case Nightly:
                var plan = await nightly.Prepare(request, null, stop);
                foreach (var (venue, symbol) in plan.Instruments)
                {
                    var (name, at) = ($"{venue}/{symbol}", plan.AsOf.ToString(CultureInfo.InvariantCulture));
                    jobs.Create<StepJob>(j => j.Run(Instrument, name, at, CancellationToken.None), new EnqueuedState(Queue));
                }
                // Of the night before, as its instruments' jobs end in no particular order; last, so that nothing waits for it.
                var why = await nightly.Review(plan.Instruments, request.Interval, stop);
                if (why is not null) NotReviewed(log, why);
                return why;
            case Instrument:
                var parts = instrument.Split('/');
                if (parts.Length != 2) throw new ArgumentException($"'{instrument}' is not venue/symbol");
                if (!long.TryParse(asOf, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var origin)) throw new ArgumentException($"'{asOf}' is not an instant in Unix microseconds");
                var outcomes = await nightly.RunInstruments([(parts[0], parts[1])], request.Interval, origin, null, stop);
                // Thrown, so that Hangfire tries again what the machine got wrong; what the input got wrong stays failed in the ledger, and trying it is free.
                if (outcomes.FirstOrDefault(o => o.Error is not null) is { } failed) throw new InvalidOperationException($"{instrument} is not delivered: {failed.Error}");
                return null;
            default:
                throw new ArgumentException($"there is no step '{step}'; this job is from another version");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The champion was not held against its challengers: {Why}")]
    private static partial void NotReviewed(ILogger log, string why);
}
