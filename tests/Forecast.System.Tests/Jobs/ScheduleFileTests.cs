using Forecast.Jobs;
using Xunit;

namespace Forecast.SystemTests.Jobs;

public sealed class ScheduleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_programs_schedule_reads()
    {
        var job = Assert.Single(ScheduleFile.Read(Path.Combine(Repository.Root, "jobs", "schedule.json")));

        Assert.Equal(("nightly", "20 0 * * *", "Etc/UTC", "nightly", "relaxed", 26, "sample", null, "15m"), (job.Step, job.Cron, job.Zone, job.Queue, job.Misfire, job.MaximumAgeHours, job.Source, job.Data, job.Interval));
    }

    [Theory]
    [InlineData("\"step\": \"nightly\"", "\"step\": \"nightly\", \"surprise\": 1", "surprise")]
    [InlineData("\"cron\": \"20 0 * * *\",", "", "cron")]
    [InlineData("Etc/UTC", "Mars/Olympus", "Mars/Olympus")]
    [InlineData("relaxed", "strict", "misfire 'strict'")]
    [InlineData("\"step\": \"nightly\"", "\"step\": \"daily\"", "no step 'daily'")]
    [InlineData("\"queue\": \"nightly\"", "\"queue\": \"elsewhere\"", "queue 'elsewhere'")]
    [InlineData("\"15m\"", "\"often\"", "interval 'often'")]
    [InlineData("\"Etc/UTC\"", "null", "zone")]
    [InlineData("{", "", "could not be converted")]
    public void What_is_wrong_is_refused_with_the_files_name(string written, string instead, string says)
    {
        var error = Refused(File.ReadAllText(Path.Combine(Repository.Root, "jobs", "schedule.json")) is var text && text.IndexOf(written, StringComparison.Ordinal) is >= 0 and var at
            ? text[..at] + instead + text[(at + written.Length)..] : throw new InvalidOperationException($"the schedule has no {written}"));

        Assert.Contains(says, error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"jobs\": null}")]
    [InlineData("{\"jobs\": [null]}")]
    [InlineData("")]
    public void What_is_no_schedule_is_refused(string text) => Refused(text);

    private string Refused(string text)
    {
        var path = _folder["schedule.json"];
        File.WriteAllText(path, text);
        var error = Assert.Throws<InvalidDataException>(() => ScheduleFile.Read(path)).Message;
        Assert.StartsWith(path, error);
        return error;
    }
}
