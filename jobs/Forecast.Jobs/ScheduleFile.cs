using System.Text.Json;
using System.Text.Json.Serialization;
using Forecast.Core.Market;

namespace Forecast.Jobs;

/// <summary>Reads <c>jobs/schedule.json</c> strictly: a field that is unknown or missing is refused with the file's name.</summary>
public static class ScheduleFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>The scheduled jobs.</summary>
    /// <exception cref="InvalidDataException">The file is not a schedule; the message says where and why.</exception>
    public static IReadOnlyList<ScheduledJob> Read(string path)
    {
        try
        {
            var jobs = JsonSerializer.Deserialize<Document>(File.ReadAllText(path), Options)?.Jobs ?? throw new InvalidDataException($"{path}: there is no schedule in it; write {{ \"jobs\": [ … ] }}");
            foreach (var job in jobs)
            {
                if (job is null) throw new InvalidDataException($"{path}: a job is null; write its fields or take it out");
                if (job.Step != StepJob.Nightly) throw new InvalidDataException($"{path}: there is no step '{job.Step}' to schedule; write {StepJob.Nightly}");
                if (job.Misfire != "relaxed") throw new InvalidDataException($"{path}: misfire '{job.Misfire}' is not supported; write relaxed (the ledger fills gaps by itself)");
                if (job.Queue != StepJob.Nightly) throw new InvalidDataException($"{path}: no worker serves queue '{job.Queue}'; write {StepJob.Nightly}");
                if (!Duration.TryParse(job.Interval, out _)) throw new InvalidDataException($"{path}: interval '{job.Interval}' is not a duration; write 15m or 1h");
                _ = TimeZoneInfo.FindSystemTimeZoneById(job.Zone);
            }
            return jobs;
        }
        catch (Exception e) when (e is JsonException or TimeZoneNotFoundException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private sealed record Document(IReadOnlyList<ScheduledJob> Jobs);
}
