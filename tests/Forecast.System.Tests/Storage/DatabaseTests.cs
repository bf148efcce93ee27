using Forecast.Storage.Db;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class DatabaseTests
{
    [Theory]
    [InlineData("postgres://ann:s%40cret%3A%2F@db.example:6543/margin?sslmode=require", "db.example", 6543, "ann", "s@cret:/", "margin")]
    [InlineData("postgresql://ann@[::1]/margin", "::1", 5432, "ann", null, "margin")]
    [InlineData("postgres://ann@/margin?host=/run/postgresql", "/run/postgresql", 5432, "ann", null, "margin")]
    [InlineData("postgres:///margin?host=/run/postgresql&user=ann&port=5433", "/run/postgresql", 5433, "ann", null, "margin")]
    public void A_URL_is_read(string url, string host, int port, string user, string? password, string database)
    {
        var settings = PostgresUrl.Parse(url);

        Assert.Equal((host, port, user, password, database), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [Theory]
    [InlineData("postgres://ann:hush@db/")]
    [InlineData("postgres://ann:hush@db")]
    [InlineData("postgres://ann:hush@/margin")]
    [InlineData("postgres://ann:hu@sh@db/margin")]
    [InlineData("postgres://ann:hush@db:99999/margin")]
    [InlineData("postgres://ann:hush@db/margin?sslmode=maybe")]
    [InlineData("postgres://ann:hush@db/margin?surprise=1")]
    [InlineData("mysql://ann:hush@db/margin")]
    [InlineData(":memory:")]
    [InlineData(" ")]
    public void What_is_no_database_is_refused_without_repeating_the_password(string address) =>
        Assert.DoesNotContain("hush", Assert.Throws<FormatException>(() => Database.Open(address)).Message);

    [Fact]
    public void The_description_holds_no_password()
    {
        using var database = Database.Open("postgres://ann:hush@db.example/margin");

        Assert.Equal("PostgreSQL margin at db.example", database.Description);
    }

    [Fact]
    public void A_folder_is_no_database()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("folder", Assert.Throws<FormatException>(() => Database.Open(folder.Path)).Message);
    }
}
