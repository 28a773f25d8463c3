using SpotterBot.Decisions.Practice;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>Rehearsals: the bot plays the caller and the desk, and says afterwards what happened when.</summary>
public sealed class DrillTests
{
    private static readonly DateTimeOffset Zero = Exploration.Model.Cast.Zero;

    [Fact]
    public void It_is_taken_heard_and_ended_and_told_by_the_second()
    {
        var answer = Begin(DrillStory.Ambulance);
        Assert.Equal([LineKey.DrillOffer, LineKey.DrillOfferKeys], Keys(answer));
        answer = answer.Drill.Next("1", Zero.AddSeconds(6));
        Assert.Equal([LineKey.DrillBrief, LineKey.DrillBriefKeys], Keys(answer));
        answer = answer.Drill.Next("#", Zero.AddSeconds(15));
        Assert.Equal([LineKey.DrillCaller], Keys(answer));
        answer = answer.Drill.Next("*", Zero.AddSeconds(38));
        Assert.Equal([LineKey.DrillMenu], Keys(answer));
        answer = answer.Drill.Next("9", Zero.AddSeconds(40));
        Assert.Equal([LineKey.DrillEms, LineKey.DrillEmsAsks], Keys(answer));
        answer = answer.Drill.Next("*", Zero.AddSeconds(60)).Drill.Next("7", Zero.AddSeconds(65));
        Assert.True(answer.Ends);
        Assert.Equal("a6 940 765", answer.Drill.Log);
        Assert.Equal(["a6", "940", "765"], answer.Lines[0].Args);
        Assert.Equal(["Ambulance", "right"], answer.Lines[1].Args);
    }

    [Theory]
    [InlineData(DrillStory.Drowsy, "1", true)]
    [InlineData(DrillStory.Talk, "7", true)]
    [InlineData(DrillStory.Threat, "57", true)]
    [InlineData(DrillStory.Threat, "7", false)]
    [InlineData(DrillStory.Ambulance, "1", false)]
    [InlineData(DrillStory.Drowsy, "91", false)]
    public void What_each_story_called_for_is_said_at_the_end(DrillStory story, string menuKeys, bool right)
    {
        var answer = Begin(story).Drill.Next("1", Zero.AddSeconds(5)).Drill.Next(null, Zero.AddSeconds(20));
        foreach (var key in menuKeys)
        {
            answer = answer.Drill.Next("*", Zero.AddSeconds(30)).Drill.Next(key.ToString(), Zero.AddSeconds(32));
        }

        Assert.True(answer.Ends);
        Assert.Equal(right ? "right" : "", answer.Lines[1].Args[1]);
    }

    [Fact]
    public void A_voicemail_is_let_go_and_a_peer_who_says_nothing_hears_the_story_out()
    {
        var mute = Begin(DrillStory.Drowsy);
        var silences = 0;
        for (; !mute.Ends; silences++)
        {
            mute = mute.Drill.Next(null, Zero.AddSeconds(silences * 5));
        }

        Assert.InRange(silences, 2, 5);
        Assert.Equal([LineKey.DrillNotTaken], Keys(mute));
        var listening = Begin(DrillStory.Ambulance).Drill.Next("1", Zero.AddSeconds(5));
        for (silences = 0; !listening.Ends; silences++)
        {
            listening = listening.Drill.Next(null, Zero.AddSeconds(10 + (silences * 8)));
        }

        Assert.InRange(silences, 5, 12);
        Assert.Equal(LineKey.DrillReport, listening.Lines[0].Key);
    }

    /// <summary>Whatever is keyed, wherever, for as long as anybody likes: there is an answer, and it ends.</summary>
    [Fact]
    public void Every_key_has_an_answer_in_every_part_of_every_story()
    {
        foreach (var story in Enum.GetValues<DrillStory>())
        {
            var open = new Queue<Drill>([Drill.Of(story)]);
            var seen = new HashSet<(DrillPart, int, int, bool)>();
            while (open.TryDequeue(out var drill))
            {
                foreach (var key in (string?[])[null, "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"])
                {
                    var answer = drill.Next(key, Zero.AddSeconds(seen.Count));
                    Assert.NotEmpty(answer.Lines);
                    if (!answer.Ends && seen.Add((answer.Drill.Part, answer.Drill.Turn > 6 ? 6 : answer.Drill.Turn, answer.Drill.Silences, answer.Drill.BegunUtc is null)))
                    {
                        open.Enqueue(answer.Drill);
                    }
                }
            }

            Assert.InRange(seen.Count, 1, 400);
        }
    }

    [Fact]
    public void A_test_ring_is_done_with_one_key()
    {
        var answer = Begin(DrillStory.TestRing);
        Assert.Equal([LineKey.DrillTestRing, LineKey.DrillTestKeys], Keys(answer));
        answer = answer.Drill.Next("1", Zero.AddSeconds(9));
        Assert.True(answer.Ends);
        Assert.Equal("a9", answer.Drill.Log);
    }

    private static DrillAnswer Begin(DrillStory story) => Drill.Of(story).Next(null, Zero);

    private static List<LineKey> Keys(DrillAnswer answer) => [.. answer.Lines.Select(l => l.Key)];
}
