namespace Forecast.Sources;

/// <summary>What a venue's parser makes of a row, before anything is known of its neighbours.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Symbol">The instrument that it names, in upper case; null where it names none.</param>
/// <param name="Rule">The rule that it breaks; null where it breaks none.</param>
/// <param name="Detail">What breaks it.</param>
internal readonly record struct CaptureRow(CaptureMessage Message, string? Symbol, CleaningRule? Rule = null, string Detail = "");
