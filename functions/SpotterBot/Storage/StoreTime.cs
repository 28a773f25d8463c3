namespace SpotterBot.Storage;

/// <summary>
/// How long the store may keep its caller waiting: one call at most <see cref="Whole"/>, and all calls of one webhook together no longer than
/// that. It travels with the flow of the code, so that nothing between the door and the store has to hand it on.
/// </summary>
public static class StoreTime
{
    /// <summary>Well under the fifteen seconds of the phone company.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(8);

    private static readonly AsyncLocal<OneCall?> Webhook = new();

    /// <summary>From here on the caller, and what it calls, have one deadline together.</summary>
    public static void Begin(TimeProvider time) => Webhook.Value = new OneCall(time, Whole);

    /// <summary>From here on each call has its own time: this is work that nobody waits for.</summary>
    public static void EachItsOwn() => Webhook.Value = null;

    internal static OneCall Call(TimeProvider time) => new(time, Webhook.Value?.Left ?? Whole);

    /// <summary>The time that a call has, or all calls of a webhook.</summary>
    internal sealed class OneCall(TimeProvider time, TimeSpan all)
    {
        private readonly long _began = time.GetTimestamp();

        public TimeSpan Left => all - time.GetElapsedTime(_began);

        /// <summary>Cancelled when this share of the time has gone, counted from the call's beginning.</summary>
        /// <exception cref="TimeoutException">It has gone already.</exception>
        public CancellationTokenSource Within(double share)
        {
            var left = Left - (all * (1 - share));
            return left > TimeSpan.Zero ? new CancellationTokenSource(left, time) : throw new TimeoutException("The time for the store has run out.");
        }
    }
}
