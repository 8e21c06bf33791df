-- In whose teams somebody sits or has sat: asked by every list across rounds.
CREATE INDEX teams_led ON teams ((data->>'leader'));
CREATE INDEX teams_deputies ON teams USING gin ((data->'deputies'));
CREATE INDEX teams_members ON teams USING gin ((data->'members'));
