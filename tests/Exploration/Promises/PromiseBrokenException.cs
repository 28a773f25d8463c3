namespace Exploration.Promises;

/// <summary>A promise of the design's section 2 does not hold.</summary>
/// <param name="promise">Its number.</param>
public sealed class PromiseBrokenException(int promise, string what) : Exception($"Promise {promise}: {what}")
{
    public int Promise { get; } = promise;
}
