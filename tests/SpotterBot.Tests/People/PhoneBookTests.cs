using PhoneCompany.Time;
using Simulation;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Texts;
using SpotterBot.People;
using SpotterBot.Storage;

namespace SpotterBot.Tests.People;

/// <summary>Which texts of a phone were answered: promise 8, beyond the session that answered them.</summary>
public sealed class PhoneBookTests
{
    private const string Phone = "+19055550123";

    private readonly VirtualTime _time = new();
    private readonly PhoneBook _book;

    public PhoneBookTests() => _book = new PhoneBook(new MemoryRowStore(), new Privacy(new byte[32]), _time);

    [Fact]
    public async Task However_many_sessions_a_phone_had_the_texts_of_the_latest_are_known()
    {
        for (var session = 0; session < 8; session++)
        {
            await _book.LinkAsync(Phone, $"s{session}", Party.Caller);
            await _book.UnlinkAsync(Phone, $"s{session}", Enumerable.Range(0, 5).Select(i => $"SM{session}-{i}"));
        }

        var known = (await _book.OfAsync(Phone)).Recent.Select(r => r.MessageSid).ToList();
        Assert.Equal(24, known.Count);
        Assert.Equal("SM7-4", known[^1]);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Contains($"SM7-{i}", known));
    }

    /// <summary>A case's letter is given back days after it is over; what has been answered since is not driven out by that.</summary>
    [Fact]
    public async Task A_link_that_was_over_brings_nothing_when_it_goes()
    {
        await _book.LinkAsync(Phone, "s1", Party.Peer("p1"));
        await _book.EndLinkAsync(Phone, "s1", ["SM1"]);
        await _book.RememberAsync(Phone, "SM2", "Thanks.", new IdleReplies());
        await _book.UnlinkAsync(Phone, "s1", "SM1", "SM0");
        Assert.Equal(["SM1", "SM2"], (await _book.OfAsync(Phone)).Recent.Select(r => r.MessageSid));
    }

    [Fact]
    public async Task What_was_said_to_the_last_text_outside_is_said_again_whoever_came_first()
    {
        await _book.LinkAsync(Phone, "s1", Party.Caller);
        await _book.UnlinkAsync(Phone, "s1", "SM1", "SM2");
        await _book.RememberAsync(Phone, "SM2", "Done for now.", new IdleReplies());
        Assert.Equal([("SM1", ""), ("SM2", "Done for now.")], (await _book.OfAsync(Phone)).Recent.Select(r => (r.MessageSid, r.Reply)));
    }

    [Fact]
    public async Task Forgetting_leaves_that_texts_were_answered_and_no_words()
    {
        await _book.RememberAsync(Phone, "SM1", "Thanks.", new IdleReplies());
        await _book.ForgetAsync(Phone);
        Assert.Equal([("SM1", "")], (await _book.OfAsync(Phone)).Recent.Select(r => (r.MessageSid, r.Reply)));
    }

    [Fact]
    public async Task After_a_day_no_text_is_known_when_the_phone_is_next_heard_of()
    {
        await _book.RememberAsync(Phone, "SM1", "Thanks.", new IdleReplies());
        _time.AdvanceBy(TimeSpan.FromHours(23));
        await _book.RememberAsync(Phone, "SM2", "Thanks.", new IdleReplies());
        Assert.Equal(2, (await _book.OfAsync(Phone)).Recent.Count);
        _time.AdvanceBy(TimeSpan.FromHours(2));
        await _book.NoteTextsAsync(Phone, SpotterBot.Decisions.Sessions.TextChannel.Works);
        Assert.Equal(["SM2"], (await _book.OfAsync(Phone)).Recent.Select(r => r.MessageSid));
    }
}
