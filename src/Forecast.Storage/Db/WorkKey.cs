namespace Forecast.Storage.Db;

/// <summary>What identifies a work item. The run kind says who asked first and is not part of the identity.</summary>
public sealed record WorkKey(string RunKind, string Step, string Venue, string Symbol, long AsOf, string DataVersion, string SettingsHash, string CodeVersion);
