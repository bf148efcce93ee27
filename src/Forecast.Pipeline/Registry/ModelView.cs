namespace Forecast.Pipeline.Registry;

/// <summary>A model of the catalogue as the registry lists it.</summary>
/// <param name="Model">Id.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Aliases"><c>champion</c>, <c>challenger</c>, or neither.</param>
/// <param name="Nightly">Whether a night runs it; others are for back-tests.</param>
/// <param name="Fits">Fits of the newest night of every instrument, one a horizon.</param>
/// <param name="Refused">Those that gave no model.</param>
/// <param name="Scores">Newest scores, by horizon.</param>
public sealed record ModelView(string Model, string Description, IReadOnlyList<string> Aliases, bool Nightly, int Fits, int Refused, IReadOnlyList<ModelScoreView> Scores);
