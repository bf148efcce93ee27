namespace Forecast.Storage.Db;

/// <summary>The databases that the program runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}
