using Forecast.Storage;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void This_process_lives_and_is_written_and_read()
    {
        Assert.False(ProcessIdentity.Current.IsDeadHere());
        Assert.Equal(ProcessIdentity.Current, ProcessIdentity.TryParse(ProcessIdentity.Current.ToString()));
        Assert.Equal(ProcessIdentity.Current, ProcessIdentity.Of(Environment.ProcessId));
    }

    [Fact]
    public void A_number_used_again_is_another_process() => Assert.True((ProcessIdentity.Current with { Start = "0-0" }).IsDeadHere());

    [Fact]
    public void A_process_of_another_host_cannot_be_called_dead() => Assert.False(new ProcessIdentity("elsewhere", 1, "1").IsDeadHere());

    [Fact]
    public void A_killed_process_is_dead()
    {
        using var process = new LivingProcess();
        var identity = process.Identity;
        Assert.False(identity.IsDeadHere());

        process.Kill();

        Assert.True(identity.IsDeadHere());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("host/x/1")]
    [InlineData("host/1")]
    [InlineData("host/1/2/3")]
    public void What_is_no_identity_is_none(string? text) => Assert.Null(ProcessIdentity.TryParse(text));
}
