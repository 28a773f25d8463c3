using Exploration.Promises;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>What must hold after every single step, whatever happened; where it does not, the story is told.</summary>
internal static class Promises
{
    public static void Hold(World world, Decision decision)
    {
        var session = decision.Session;
        Hold(session, decision.NextWakeUtc, decision.Answer, world.Describe);
        if (!session.Open && session.Incident is null && session.Pending.IsEmpty && !session.LiveLegs.Any())
        {
            Check(world.Claimed.Count == 0, () => $"Nobody stays claimed: {string.Join(", ", world.Claimed)} {world.Describe()}");
            Check(world.Linked.Count == 0, () => $"Nobody stays linked: {string.Join(", ", world.Linked)} {world.Describe()}");
        }
    }

    /// <summary>Those that a state alone can show: <see cref="Always"/> has more for the step that led to it.</summary>
    public static void Hold(Session session, DateTimeOffset? wake, Answer answer, Func<string> describe)
    {
        try
        {
            Always.Awake(session, wake);
            Always.OneEmsCallALine(session);
            Always.PlaceStaysWithTheCase(session, answer);
        }
        catch (PromiseBrokenException broken)
        {
            Assert.Fail($"{broken.Message}. {describe()}");
        }
    }

    public static void Awake(Session session, DateTimeOffset? wake, Func<string> describe) => Hold(session, wake, Answer.None, describe);

    /// <summary>The story is told only where it broke: it is long, and there is a check after every step.</summary>
    private static void Check(bool holds, Func<string> story)
    {
        if (!holds)
        {
            Assert.Fail(story());
        }
    }
}
