using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Host.Backups;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What was under way when it was copied: messages are not sent again, work goes on.</summary>
public sealed class RestoredRowTests
{
    private static readonly DateTimeOffset Now = DemoBranch.At("12:00");
    private static readonly Partition Where = Partition.OfBranch("talks", DemoBranch.Branch.Id);

    [Theory]
    [InlineData(DeliveryState.Pending, Delivery.Certain)]
    [InlineData(DeliveryState.Leased, Delivery.Certain)]
    [InlineData(DeliveryState.Pending, Delivery.AtMostOnce)]
    public void A_message_that_was_on_its_way_is_not_sent_again(DeliveryState state, Delivery delivery)
    {
        var (row, back) = Back(Message(new ShowMyTalk(DemoBranch.Branch.Id, new(2026, 10, 1))) with { State = state, Delivery = delivery, Lease = "somebody" });

        Assert.Equal((BranchBot.Host.Backups.Back.Told, DeliveryState.Unknown, RestoredRow.Reason), (back, ((OutboxRow)row).State, ((OutboxRow)row).Reason));
        Assert.False(((OutboxRow)row).IsOpen);
    }

    [Fact]
    public void What_follows_of_a_decision_is_carried_out()
    {
        var talk = new CalledOffTalk(DemoBranch.Teller.Id, "李静", DemoBranch.Branch.Id, "示范支行", DemoBranch.Branch.Time, new(2026, 10, 1), new(DemoBranch.Manager.Id, "王芳"), Now, 60, 1, false);
        var (row, back) = Back(Message(new KeepCalledOff(talk)) with { State = DeliveryState.Leased, Lease = "somebody", Due = Now.AddHours(1) });

        Assert.Equal((BranchBot.Host.Backups.Back.Work, DeliveryState.Pending, Now, null), (back, ((OutboxRow)row).State, ((OutboxRow)row).Due, ((OutboxRow)row).Lease));
    }

    [Fact]
    public void A_job_goes_on_where_it_was_and_one_that_was_given_up_stays_so()
    {
        var job = new JobRow(Where, "sum", "talks.sum", JsonSerializer.SerializeToElement(new { }), Now.AddHours(3), "step-7", 7, Lease: "somebody", Rests: true);
        var (row, back) = Back(job);
        Assert.Equal((BranchBot.Host.Backups.Back.Work, "step-7", Now, false, null), (back, ((JobRow)row).After, ((JobRow)row).Due, ((JobRow)row).Rests, ((JobRow)row).Lease));
        Assert.Equal(BranchBot.Host.Backups.Back.Whole, Back(job with { GivenUp = "TimeoutException" }).Back);
    }

    [Fact]
    public void A_row_of_any_length_is_the_same_after_a_line_and_back()
    {
        var row = RowEntity.Of("b|demo", "card|1", new string('亮', 100_000) + "\n\"\\ 👏🏽", 1);
        var again = BackupLine.Row(BackupLine.Of(row));
        Assert.Equal(row.Where(p => !p.Key.StartsWith("odata", StringComparison.Ordinal)).OrderBy(p => p.Key), again.Where(p => !p.Key.StartsWith("odata", StringComparison.Ordinal)).OrderBy(p => p.Key));
        Assert.Equal(1, again.GetInt32("Schema"));
    }

    private static OutboxRow Message(Command show) =>
        new(Where, "k", DemoBranch.Teller.Id, Delivery.Certain, Rehearsal.Catalogue.VerbOf(show), JsonSerializer.SerializeToElement(show, show.GetType(), Catalogue.Json), DeliveryState.Pending, Now, 1);

    private static (Row Row, Back Back) Back(Row row)
    {
        var entity = RowEntity.Of(row.Address.Partition.Key, row.Address.Key, RowEntity.Written(row), 1);
        (TableEntity after, var back) = RestoredRow.Of(row.Address.Partition.Table, entity, Rehearsal.Catalogue, Now);
        return (RowEntity.Read(after, row.GetType()).Row, back);
    }
}
