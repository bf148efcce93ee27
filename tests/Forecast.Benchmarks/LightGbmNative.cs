using System.Runtime.InteropServices;

namespace Forecast.Benchmarks;

/// <summary>LightGBM by its C interface, as its own Python package calls it: the same library that ML.NET brings.</summary>
internal static class LightGbmNative
{
    private const string Library = "lib_lightgbm";
    private const int Float32 = 0, RowMajor = 1, Raw = 0;

    /// <summary>Trains on a matrix of rows, and says what the model gives for the first of them.</summary>
    public static double[] Train(float[] rows, float[] labels, int columns, string parameters, int rounds, int predicted)
    {
        Check(LGBM_DatasetCreateFromMat(rows, Float32, labels.Length, columns, RowMajor, parameters, 0, out var data));
        Check(LGBM_DatasetSetField(data, "label", labels, labels.Length, Float32));
        Check(LGBM_BoosterCreate(data, parameters, out var booster));
        for (var round = 0; round < rounds; round++) Check(LGBM_BoosterUpdateOneIter(booster, out _));
        var scores = new double[predicted];
        Check(LGBM_BoosterPredictForMat(booster, rows, Float32, predicted, columns, RowMajor, Raw, 0, -1, "num_threads=1", out _, scores));
        Check(LGBM_BoosterFree(booster));
        Check(LGBM_DatasetFree(data));
        return scores;
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(LGBM_GetLastError()));
    }

    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LGBM_DatasetCreateFromMat(float[] data, int type, int rows, int columns, int rowMajor, string parameters, nint reference, out nint dataset);

    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LGBM_DatasetSetField(nint dataset, string name, float[] values, int count, int type);

    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LGBM_BoosterCreate(nint dataset, string parameters, out nint booster);

    [DllImport(Library)]
    private static extern int LGBM_BoosterUpdateOneIter(nint booster, out int finished);

    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LGBM_BoosterPredictForMat(nint booster, float[] data, int type, int rows, int columns, int rowMajor, int kind, int first, int rounds, string parameters, out long count, double[] scores);

    [DllImport(Library)]
    private static extern int LGBM_BoosterFree(nint booster);

    [DllImport(Library)]
    private static extern int LGBM_DatasetFree(nint dataset);

    [DllImport(Library)]
    private static extern nint LGBM_GetLastError();
}
